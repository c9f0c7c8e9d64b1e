package mailing

import (
	"errors"

	"ikrar/ledger/office"
)

// Why letters are not sent, with what each is about. "why" is a mail.Why.
const (
	Off         office.Code = "mail-off"         // path: ikrar.toml names no server
	Auth        office.Code = "mail-auth"        // host, user, why: the server takes no such password
	Unreachable office.Code = "mail-unreachable" // host, port, why: no connection that is safe
	Lost        office.Code = "mail-lost"        // host: it closes the connection again and again
	Unsure      office.Code = "mail-unsure"      // name: nobody knows whether that letter was taken
	Unsealed    office.Code = "mail-unsealed"    // the key is in an agent, which cannot keep codes to read again
	Sender      office.Code = "mail-sender"      // host, from, why: the server takes no mail from that address
	Quota       office.Code = "mail-quota"       // host, why: it takes no more mail for now
	NotTaken    office.Code = "mail-not-taken"   // address, why: of a test
)

// Errors of single letters, which Done hears; the others go on.
var (
	ErrElsewhere = errors.New("somebody else has seen to this letter meanwhile")
	ErrChanged   = errors.New("the person is gone, or has another address now")
)
