package mailing

import "ikrar/ledger/office"

// Why letters are not sent, with what each is about.
const (
	Off         office.Code = "mail-off"         // path: ikrar.toml names no server
	Auth        office.Code = "mail-auth"        // host, user: the server takes no such password
	Unreachable office.Code = "mail-unreachable" // host, port: no connection that is safe
	Lost        office.Code = "mail-lost"        // host: it closes the connection again and again
	Unsure      office.Code = "mail-unsure"      // name: nobody knows whether that letter was taken
	Unsealed    office.Code = "mail-unsealed"    // the key is in an agent, which cannot keep codes to read again
)
