### Profiles of organisations: what cannot be used in the file, and the line of "dondoc doctor".

profile-unknown = there is no such profile; those that ship: { $detail }; for one of your own give the path of its .yaml file
profile-not-read = the file cannot be read ({ $detail })
profile-too-large = the file is too large
profile-not-yaml = no valid YAML in UTF-8
profile-not-a-mapping = must be lines of "key: value"
profile-not-a-list = must be a list
profile-not-text = must be text (put a number in double quotes)
profile-too-long = longer than { $detail } characters
profile-missing = is missing
profile-unknown-key = there is no such key; those known: { $detail }
profile-repeated = the name "{ $detail }" stands twice

doctor-check-profile = Profile
doctor-profile-read = { $name }: { $committee }, { $board }, { $groups } groups
cli-demo-profile = There is no demo with the profile "{ $profile }"; there is: { $known }
planread-groups = {"   "}Groups: { $groups }
