# Operation: backup, restore, moving data, checks. Said in the terminal only.

backup-making = Backing up and examining …
backup-made = Backed up to { $file } ({ $size }) and examined: good.
restore-examining = Examining the backup …
looking-for-processes = Looking whether a bot runs on this database …
restore-going-on = Restoring …
restore-done = Restored from { $file }.
restore-aside = What was there before is kept: { $place }

table-unit = Units
table-person = Persons
table-plan = Plans
table-assignment = Assignments
table-report = Reports
table-inbox = Messages in
table-outbox = Messages out

error-backup-exists = { $file } exists; choose another name, or overwrite it with --force.
error-backup-onto-itself = { $file } is the database in use; choose another name.
error-no-database = There is no database at { $file } yet.
error-file-trouble = { $file } cannot be read or written: { $problem }
error-backup-broken = { $file } is damaged: { $problem }
error-backup-foreign = { $file } is no backup of Đôn Đốc.
error-backup-newer = { $file } is of a newer version of Đôn Đốc (data revision { $revision }); run that version.
error-backup-other-kind = { $file } is of another kind than the configured database: restore it into its own kind (SQLite or PostgreSQL), then move it with “dondoc migrate-data”.
error-database-in-use = The database holds data. Add --force to replace it by the backup; the present data are kept aside.
error-bot-is-running = A bot runs on this database ({ $holder }); stop it and try again.
error-postgresql-failed = { $program } failed: { $problem }
error-postgresql-programs-missing = { $program } is not on this machine; install the package postgresql-client.
