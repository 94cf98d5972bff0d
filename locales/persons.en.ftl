### Personal data: handing it out, erasing it.

menu-person = Personal data
person-which = Type a name with it, for example: /person Nguyễn Văn An
person-none = Nobody of that name was found.
person-choose = Please choose a person:
person-line = { $number }. { $name } ({ $offices })
person-export = Hand out the data
person-erase = Erase the data
person-exported = What is kept about one person: { $counts }.
person-addresses = addresses
person-offices = offices
person-registrations = registrations
person-written = messages written
person-heard = messages received
person-reports = reports
person-matters = matters
person-files = files
person-changes = changes
person-erase-sure = { $person }. Name, addresses and messages of this person cannot be brought back; the units' figures stay. Are you sure?
person-erase-yes = Erase this person's data
person-erased = The data of person { $number } was erased; the units' figures stay.
cli-erase-unsure = { $person }: this cannot be undone; add --yes to erase.
error-no-such-person = There is no such person, or its data was erased.
error-erase-yourself = You cannot erase your own data; please ask another administrator.
audit-person-exported = handed out personal data
audit-person-erased = erased personal data
reason-erased = personal data was erased
