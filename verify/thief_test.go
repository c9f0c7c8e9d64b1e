package verify

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/verify/trust"
)

// These tests hold the promises about stolen keys as far as a proof alone can: each thief holds one private key, has
// every public thing (a colleague's certificate among them), and offers Check what he can make.

// attempt is something that a thief offers.
type attempt struct {
	what  string
	proof []byte
}

func forge(what string, change func(*draft)) attempt {
	d := newDraft()
	change(d)
	return attempt{what, d.short()}
}

func forgeFull(what string, change func(*fullDraft)) attempt {
	f := newFull()
	change(f)
	return attempt{what, f.file()}
}

// refuseAll checks that no attempt is valid, and that each was at least readable, so that a signature refused it.
func refuseAll(t *testing.T, attempts ...attempt) {
	t.Helper()
	_, list := edition("default")
	for _, a := range attempts {
		if r := Check(a.proof, list, nil, today); r.Verdict == Valid || r.Proof == nil {
			t.Errorf("%s: %s %v", a.what, r.Verdict, r.Steps)
		}
	}
}

// owner has the thief use his key in every role, as if the trust list or the credential named it for that.
func owner(name string) func(d *draft) {
	id := demoPublic(name).ID()
	return func(d *draft) { d.registrar, d.kid = by(name), id[:] }
}

// taken gives a signature out of the real certificate, to be put where another belongs.
func taken(from string) sign {
	d := newDraft()
	pledge := d.pledge()
	credential := must(Read(d.short())).Credential.Signature()
	registration := must(Read(d.short())).Registration
	return func([]byte) []byte {
		switch from {
		case "credential":
			return credential[:]
		case "pledge":
			return pledge[len(pledge)-64:]
		}
		return registration[:]
	}
}

func TestThiefOfLedgerKeyCannotForgeAPledge(t *testing.T) {
	thief := by("ledger")
	key := demoPublic("ledger")
	refuseAll(t,
		forge("signs in the employee's place", func(d *draft) { d.employee = thief }),
		forge("vouches for a key of his own", func(d *draft) { d.registrar, d.employee, d.cnf = thief, thief, key[:] }),
		forge("vouches for it under his own identifier", func(d *draft) { owner("ledger")(d); d.employee, d.cnf = thief, key[:] }),
		forge("puts his key into the real credential", func(d *draft) { d.registrar, d.employee, d.cnf = taken("credential"), thief, key[:] }),
		forge("gives the pledge another name", func(d *draft) { d.person[3], d.registrar = enc("Budi Santoso"), taken("credential") }),
		forge("moves the pledge to another campaign", func(d *draft) { d.pledged[3], d.employee = enc("deklarasi-2027"), taken("pledge") }),
		forge("moves it to another text", func(d *draft) { d.pledged[1], d.employee = enc(make([]byte, 32)), taken("pledge") }),
		forge("takes his own registration for a pledge", func(d *draft) { d.employee, d.pledgeKind, d.cnf = thief, "registration", key[:] }),
		forgeFull("records it in a tree of his own", func(f *fullDraft) { f.employee = thief }),
		forgeFull("records the real one in a tree that no witness saw", func(f *fullDraft) { f.signers = f.signers[:1] }),
	)
	// What he can do: register again what he holds, at another time and place. Witnesses see it, and the list then says so.
	again := forge("registers again", func(d *draft) { d.index, d.time = 4000, registered+86400 }).proof
	_, list := edition("default")
	if r := Check(again, list, nil, today); r.Verdict != Valid {
		t.Errorf("the limit that the promise states has gone: %v", r.Steps)
	}
	_, told := edition("stolen")
	if r := Check(again, told, nil, today); r.Verdict != Undetermined {
		t.Errorf("a short proof under a stolen key: %s", r.Verdict)
	}
}

func TestThiefOfRegistrarKeyCannotUseAnEnrolledPersonsKey(t *testing.T) {
	thief := by("registrar")
	key := demoPublic("registrar")
	refuseAll(t,
		forge("signs in the employee's place", func(d *draft) { d.employee = thief }),
		forge("puts another name before the real pledge", func(d *draft) { d.person[3], d.employee = enc("Budi Santoso"), taken("pledge") }),
		forge("the same, and takes the real registration", func(d *draft) {
			d.person[3], d.employee, d.ledger = enc("Budi Santoso"), taken("pledge"), taken("registration")
		}),
		forge("vouches for his own key and cannot register", func(d *draft) { d.employee, d.cnf, d.ledger = thief, key[:], thief }),
		forge("the same, and takes the real registration", func(d *draft) { d.employee, d.cnf, d.ledger = thief, key[:], taken("registration") }),
		forgeFull("writes a checkpoint of his own", func(f *fullDraft) {
			f.employee, f.cnf, f.ledger, f.signers[0] = thief, key[:], thief, must(trust.NoteSigner(origin, demoKey("registrar")))
		}),
	)
	// What he can do: vouch for a new key, which an honest ledger then records for everybody to see.
	_, list := edition("default")
	seen := forge("vouches for a new key", func(d *draft) { d.employee, d.cnf = thief, key[:] }).proof
	if r := Check(seen, list, nil, today); r.Verdict != Valid {
		t.Errorf("the limit that the promise states has gone: %v", r.Steps)
	}
}

func TestThiefOfRegistrarAndLedgerKeysLeavesATrace(t *testing.T) {
	key := demoPublic("stranger")
	invented := func(f *fullDraft) { f.employee, f.cnf = by("stranger"), key[:] }
	refuseAll(t,
		forgeFull("hides the invented pledge from the witnesses", func(f *fullDraft) { invented(f); f.signers = f.signers[:1] }),
		forgeFull("shows it to one witness", func(f *fullDraft) { invented(f); f.signers = f.signers[:2] }),
		forgeFull("cosigns in the witnesses' names", func(f *fullDraft) {
			invented(f)
			f.signers = []note.Signer{f.signers[0], must(trust.Cosigner("inspektorat.example", demoKey("ledger"), registered)), must(trust.Cosigner("bkn.example", demoKey("registrar"), registered))}
		}),
		forgeFull("takes witnesses' cosignatures of another tree", func(f *fullDraft) {
			invented(f)
			real := string(must(Read(newFull().file())).Inclusion.Checkpoint)
			f.onNote = func(string) string { return real }
		}),
	)
}

func TestThiefOfEmployeeKeyCannotVouch(t *testing.T) {
	thief := by("employee")
	colleague := demoPublic("colleague")
	refuseAll(t,
		forge("vouches for herself", owner("employee")),
		forge("vouches under a registrar's identifier", func(d *draft) { d.registrar = thief }),
		forge("signs for a colleague", func(d *draft) { d.cnf, d.person[3] = colleague[:], enc("Budi Santoso") }),
		forge("prints another name into her credential", func(d *draft) { d.person[3], d.registrar = enc("Budi Santoso"), taken("credential") }),
		forge("promotes herself", func(d *draft) { d.person[7], d.registrar = enc("Kepala Biro"), taken("credential") }),
		forge("registers her own pledge", func(d *draft) { d.signedAt, d.ledger = signed+1, thief }),
		forge("takes the registration of an earlier one", func(d *draft) { d.signedAt, d.ledger = signed+1, taken("registration") }),
		forgeFull("writes a checkpoint", func(f *fullDraft) {
			f.ledger, f.signers[0] = thief, must(trust.NoteSigner(origin, demoKey("employee")))
		}),
		forgeFull("cosigns as a witness", func(f *fullDraft) {
			f.signers = []note.Signer{f.signers[0], f.signers[1], must(trust.Cosigner("bkn.example", demoKey("employee"), registered))}
		}),
	)
	raw, list := edition("default")
	text, _, _ := strings.Cut(string(raw), "\n\n")
	if _, err := trust.Open(signText(text+"\n", "employee"), list.Root); err == nil {
		t.Error("an employee signs a trust list")
	}
}

// signText signs a text as a trust list, whatever it says.
func signText(text, root string) []byte {
	return must(note.Sign(&note.Note{Text: text}, must(trust.NoteSigner(trust.RootName(origin), demoKey(root)))))
}

func TestThiefOfRootKeyAppointsAndNoMore(t *testing.T) {
	thief := by("root")
	refuseAll(t,
		forge("vouches", owner("root")),
		forge("signs in the employee's place", func(d *draft) { d.employee = thief }),
		forge("registers", func(d *draft) { d.ledger = thief }),
		forgeFull("writes a checkpoint", func(f *fullDraft) { f.signers[0] = must(trust.NoteSigner(origin, demoKey("root"))) }),
		forgeFull("writes a checkpoint under its own name", func(f *fullDraft) { f.signers[0] = must(trust.NoteSigner(trust.RootName(origin), demoKey("root"))) }),
	)
	// What he can do: appoint anyone from now on. Not even then does the enrolled key sign for him.
	appointed := demoTrust(func(l *trust.List) { l.Serial, l.Registrars[0].Key = 2, demoPublic("root") })
	raw, err := trust.Sign(appointed, demoKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	list := must(trust.Open(raw, appointed.Root))
	for _, a := range []attempt{
		forge("the thief is registrar, and signs", func(d *draft) { owner("root")(d); d.employee = thief }),
		forge("the thief is registrar, and gives the real pledge his credential", func(d *draft) { owner("root")(d); d.employee = taken("pledge") }),
	} {
		if r := Check(a.proof, list, nil, today); r.Verdict != Altered {
			t.Errorf("%s: %s", a.what, r.Verdict)
		}
	}
	// And no list of his changes a tree that the witnesses signed.
	moved := forgeFull("moves an entry", func(f *fullDraft) { f.otherEntry = true }).proof
	if r := Check(moved, list, nil, today); r.Verdict == Valid {
		t.Error("an entry moved in a witnessed tree")
	}
}

func TestThiefOfWitnessKeyCannotRecord(t *testing.T) {
	thief := by("bkn")
	refuseAll(t,
		forge("registers", func(d *draft) { d.ledger = thief }),
		forge("vouches", owner("bkn")),
		forgeFull("writes a checkpoint", func(f *fullDraft) { f.signers[0] = must(trust.NoteSigner(origin, demoKey("bkn"))) }),
		forgeFull("is the whole quorum", func(f *fullDraft) {
			f.signers = []note.Signer{f.signers[0], f.signers[2], witnessAt("bkn", registered+90), must(trust.Cosigner("inspektorat.example", demoKey("bkn"), registered))}
		}),
	)
}

// Whoever holds a certificate can copy it, and change nothing: no byte of either proof is free.
func TestEditedCertificateIsNeverValid(t *testing.T) {
	_, list := edition("default")
	for form, proof := range map[string][]byte{"short": newDraft().short(), "full": newFull().file()} {
		if r := Check(proof, list, nil, today); r.Verdict != Valid {
			t.Fatalf("%s: %s", form, r.Verdict)
		}
		for i := range proof {
			bit := byte(1) << (i % 8)
			edited := slices.Clone(proof)
			edited[i] ^= bit
			if r := Check(edited, list, nil, today); r.Verdict == Valid {
				t.Errorf("%s: valid with bit %#x of byte %d changed", form, bit, i)
			}
			if r := Check(proof[:i], list, nil, today); r.Verdict == Valid {
				t.Errorf("%s: valid when cut to %d bytes", form, i)
			}
		}
	}
}

// The code is computed in two ways, and printed as people type it.
func TestCode(t *testing.T) {
	pledge := newDraft().pledge()
	if got, want := CodeOf(pledge), codeOf(pledge); got != want || got != "EKVK-YFGF-V012" {
		t.Errorf("got %s, want %s", got, want)
	}
	for typed, want := range map[string]Code{"k7qm-2f8d-9xpa": "K7QM-2F8D-9XPA", " K7QM 2F8D 9XPA ": "K7QM-2F8D-9XPA", "k7qm2f8d9xpa": "K7QM-2F8D-9XPA", "OoIiLl000000": "0011-1100-0000"} {
		if got, err := ParseCode(typed); err != nil || got != want {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for typed, want := range map[string]string{
		"":                        `code "" does not have 12 characters`,
		"K7QM-2F8D-9XP":           `code "K7QM-2F8D-9XP" does not have 12 characters`,
		"K7QM-2F8D-9XPU":          `code "K7QM-2F8D-9XPU" holds 'U', which no code has`,
		"K7QM-2F8D-9XP*":          `code "K7QM-2F8D-9XP*" holds '*', which no code has`,
		string(make([]byte, 100)): "code: 100 characters are too many",
	} {
		if _, err := ParseCode(typed); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
}

// Step 8 is the ledger's word about the file, and counts after everything else was decided.
func TestCheckFile(t *testing.T) {
	_, list := edition("default")
	for file, want := range map[File]string{FileIssued: "valid intact file-issued", FileDifferent: "altered broken file-different",
		FileExtended: "undetermined unknown file-extended", FileResaved: "undetermined unknown file-resaved", FileUnchecked: "valid intact file-unchecked", FileRevoked: "revoked intact file-revoked"} {
		r := Check(newDraft().short(), list, nil, today)
		r.CheckFile(file)
		if got := string(r.Verdict) + " " + string(r.Integrity) + " " + r.Steps[7].Reason.Code; got != want || r.File != file && (file != FileRevoked || r.File != FileIssued) || r.Steps[7].OK != outcomes[r.Steps[7].Reason.Code] {
			t.Errorf("%s: %s", file, got)
		}
	}
	altered := newDraft()
	altered.onShort = swap("'Pontianak", "'Pontianbk")
	worse := Check(altered.short(), list, nil, today)
	worse.CheckFile(FileRevoked)
	if worse.Verdict != Altered {
		t.Errorf("altered, and its certificate revoked: %s", worse.Verdict)
	}
	revoked := Check(newDraft().short(), list, vectorStatus{State: StateRevoked}, today)
	revoked.CheckFile(FileExtended)
	if revoked.Verdict != Revoked {
		t.Errorf("revoked and extended: %s", revoked.Verdict)
	}
}

func TestExitCodes(t *testing.T) {
	for v, want := range map[Verdict]int{Valid: 0, Altered: 1, Untrusted: 1, Unrecorded: 1, Revoked: 1, Undetermined: 3} {
		if v.ExitCode() != want {
			t.Errorf("%s exits %d, want %d", v, v.ExitCode(), want)
		}
	}
	if (Result{}).Person() != (signer.Person{}) {
		t.Error("an empty result names somebody")
	}
}
