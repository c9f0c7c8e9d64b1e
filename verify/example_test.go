package verify_test

import (
	"encoding/json"
	"fmt"
	"os"

	"ikrar/verify"
	"ikrar/verify/trust"
)

// The text of a QR code is checked against a trust list, without a disk, a network or a clock.
func ExampleCheck() {
	note, err := os.ReadFile("testdata/vectors/trust/default.note")
	if err != nil {
		fmt.Println(err)
		return
	}
	list, err := trust.Pin(note) // from a hand that is trusted
	if err != nil {
		fmt.Println(err)
		return
	}
	var scanned struct{ Input struct{ Text string } }
	file, err := os.ReadFile("testdata/vectors/qr-valid.json")
	if err != nil || json.Unmarshal(file, &scanned) != nil {
		fmt.Println("no QR code:", err)
		return
	}

	r := verify.Check([]byte(scanned.Input.Text), list, nil, 1775100000)
	fmt.Println(r.Verdict, r.Proof.Code(), r.Person().Name)
	for _, step := range r.Steps[:7] {
		fmt.Println(step.N, step.OK != nil && *step.OK, step.Reason.Code)
	}
	// Output:
	// valid EKVK-YFGF-V012 Siti Rahmawati, S.Sos.
	// 1 true encoding-one
	// 2 true registrar-known
	// 3 true pledge-signed
	// 4 true text-known
	// 5 true registered
	// 6 false inclusion-absent
	// 7 false status-absent
}
