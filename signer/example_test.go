package signer_test

import (
	"crypto/ed25519"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// demoKey gives a key that everybody knows: for examples only.
func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

// A registrar vouches for a key, its owner signs a pledge, and somebody who knows only the
// registrar's key opens both.
func Example() {
	const origin = "ikrar.contoh.example/buku"
	registrar, employee := demoKey("registrar"), demoKey("employee")
	registrarKey, _ := eddsa.PublicKeyOf(registrar)
	employeeKey, _ := eddsa.PublicKeyOf(employee)

	credential, err := signer.Sign(registrar, origin, signer.Credential{
		IssuedAt:     1774922400,
		Confirmation: signer.Confirmation{Key: employeeKey},
		Person:       signer.Person{Subject: signer.Subject{1, 2, 3, 4, 5, 6, 7, 8}, Name: "Siti Rahmawati, S.Sos."},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	pledge, err := signer.Sign(employee, origin, signer.Pledge{
		IssuedAt:   1774922460,
		PledgeBody: signer.PledgeBody{Text: signer.DigestOf([]byte("Saya berkomitmen.\n")), Campaign: "deklarasi-2026", Place: "Pontianak"},
		Credential: credential.Bytes(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	// The pledge's bytes travel; what they carry is believed link by link.
	received, err := signer.Parse[signer.Pledge](pledge.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	carried, err := received.Claims().Unverified()
	if err != nil {
		fmt.Println(err)
		return
	}
	vouched, err := carried.Open(origin, registrarKey)
	if err != nil {
		fmt.Println(err)
		return
	}
	opened, err := received.Open(origin, vouched.Claims().Key)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(vouched.Claims().Name, "pledged in", opened.Claims().Place)

	_, err = received.Open("another.example", vouched.Claims().Key)
	fmt.Println(err)
	// Output:
	// Siti Rahmawati, S.Sos. pledged in Pontianak
	// pledge: signature does not hold
}
