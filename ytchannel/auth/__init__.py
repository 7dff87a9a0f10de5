"""credentials/ -> an access token: the client file, the login in a browser or by a code, its keeping and its end.

files      where things are in the folder, and who else can read them
clients    the OAuth client file from Google Cloud
scopes     what each job needs, and what a method of the API needs
logins     a login, kept in a file or in the system's keyring
tokens     the endpoints of Google's OAuth that are asked
browser    the login in a browser, which comes back to a port of this machine
device     the login of a machine without a browser, by a code that is typed in elsewhere
bearer     the access token for requests, renewed when it is about to end
"""
