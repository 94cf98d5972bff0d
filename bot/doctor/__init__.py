"""What `dondoc doctor` examines: the database, this machine, and the messengers."""
