### Units that merge and split in the middle of a plan.

error-assignment-ended = This duty went to another unit when units merged or split. /tasks shows what is owed now.
error-merge-undecided = A choice is missing: some units have reported a duty and some have not.
