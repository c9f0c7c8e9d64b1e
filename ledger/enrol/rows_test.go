package enrol_test

import (
	"ikrar/ledger/roster"
	"ikrar/signer/cbor"
)

// row is a record of the drawer as a stranger who has the store's key reads it.
type row struct {
	_          struct{} `cbor:",toarray"`
	Invitation []byte
	Sealed     []byte
	Request    []byte
	Came       int64
	Withdrawn  []byte
	Used       int64
}

// rowOf is a person's row and its key.
func (w *world) rowOf(nip roster.NIP) (key string, raw []byte) {
	w.Helper()
	subject := w.person(nip).Subject
	key = "i" + string(subject[:])
	return key, w.rows("invitations")[key]
}

func (w *world) readRow(nip roster.NIP) (r row) {
	w.Helper()
	_, raw := w.rowOf(nip)
	if err := cbor.Decode(raw, &r); err != nil {
		w.Fatal(err)
	}
	return r
}

// writeRow puts a row in the place of a person's.
func (w *world) writeRow(nip roster.NIP, r row) {
	w.Helper()
	key, _ := w.rowOf(nip)
	w.edit("invitations", key, cbor.Encode(r))
}
