package remote_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"ikrar/verify"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// served answers as `ikrar serve` does, with one pledge in its ledger, whose code it returns.
func served() (*httptest.Server, verify.Code) {
	var pledge struct {
		Input  struct{ Text string }
		Expect struct{ Code verify.Code }
	}
	file, err := os.ReadFile("../testdata/vectors/full.json")
	if err != nil || json.Unmarshal(file, &pledge) != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /trust", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "../testdata/vectors/trust/default.note")
	})
	mux.HandleFunc("GET /v1/proofs/"+string(pledge.Expect.Code), func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, pledge.Input.Text)
	})
	return httptest.NewServer(mux), pledge.Expect.Code
}

// A typed code is looked up in a ledger that is served elsewhere; its answer is checked, not
// believed.
func Example() {
	server, code := served()
	defer server.Close()
	root, err := trust.ParseVerifierKey(
		"ikrar.contoh.example/buku/root+4eb407db+AVWCHM6WOlwUva4gWLETiXBty66P531Uem3uhHqPXvJ+")
	if err != nil {
		fmt.Println(err)
		return
	}

	ctx, ledger := context.Background(), remote.New().At(server.URL)
	note, err := ledger.Trust(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	list, err := trust.Open(note, root)
	if err != nil {
		fmt.Println(err)
		return
	}
	proof, err := ledger.Proof(ctx, code)
	if err != nil {
		fmt.Println(err)
		return
	}
	r := verify.Check(proof, list, nil, 1775100000)
	fmt.Println(r.Verdict, code, r.Person().Name, r.Quorum.Names)
	// Output: valid EKVK-YFGF-V012 Siti Rahmawati, S.Sos. [inspektorat bkn]
}
