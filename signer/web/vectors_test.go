package web_test

import (
	"encoding/json"
	"os"
	"testing"

	"ikrar/signer"
	"ikrar/signer/crockford"
	"ikrar/verify/packet"
)

func readJSON(t *testing.T, path string) (v any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What a code may ask for: the page opens and refuses what Go does, for the same reason, derives
// the same keys, and makes the same bytes.
func TestInvitationVectors(t *testing.T) {
	file := readJSON(t, "../testdata/invitation.json")
	for _, w := range ways[:2] {
		t.Run(w.name, func(t *testing.T) {
			var got struct {
				Wrong         []string
				Valid, Others int
			}
			page := open(t, w.before, file)
			page.Eval(invitationVectors, &got)
			for _, line := range got.Wrong {
				t.Error(line)
			}
			if got.Valid < 7 || got.Others < 150 {
				t.Errorf("%d valid vectors and %d others", got.Valid, got.Others)
			}
		})
	}
}

const invitationVectors = `(async () => {
	const invitation = await import("/signer/invitation.js")
	const { fromSeed, kid } = await import("/signer/ed25519.js")
	const { Refused } = await import("/signer/bytes.js")
	const { BadSignature } = await import("/signer/named.js")
	const { origin, address, code, vectors } = given
	const trust = { registrars: [{ kid: kid(unhex(given.registrar_key)), key: unhex(given.registrar_key), first: 0, last: Infinity }] }
	const invited = await invitation.invitationKey(code, origin), person = await fromSeed(unhex(given.person_seed))
	const open = {
		invitation: (raw) => invitation.openInvitation(raw, origin, trust),
		request: (raw) => invitation.openRequest(raw, origin),
		view: (raw) => invitation.openView(raw, origin),
		withdrawal: (raw) => invitation.openWithdrawal(raw, origin),
		correction: (raw) => invitation.openCorrection(raw, origin),
	}
	const make = {
		request: ({ after }) => invitation.makeRequest(person, invited, address, origin, after && unhex(after)),
		view: ({ date }) => invitation.makeView(invited, address, Number(date), origin),
		withdrawal: ({ date, request }) => invitation.makeWithdrawal(invited, address, Number(date), unhex(request), origin),
		correction: ({ date, key, ...wish }) =>
			invitation.makeCorrection(key === hex(person.public) ? person : invited, address, Number(date), wish, origin),
	}
	const said = (o) => Object.entries(o).map(([name, v]) => name + "=" + (v instanceof Uint8Array ? hex(v) : v)).sort().join(" ")
	const found = { wrong: [], valid: 0, others: 0 }
	const expect = (what, got, want) => { if (got !== want) found.wrong.push(what + ": " + got + ", want " + want) }
	expect("the invitation key", hex(invited.seed), given.invitation_seed)
	expect("the wrapping key", hex(await invitation.wrappingKey(code, origin)), given.wrapping_key)
	for (const { name, form, raw, answer, says } of vectors) {
		const got = await open[form](unhex(raw)).then(said, (error) =>
			error instanceof Refused ? "encoding" : error instanceof BadSignature ? "signature" : String(error))
		expect(name, got, answer === "valid" ? said(says) : answer)
		found[answer === "valid" ? "valid" : "others"]++
		if (answer === "valid" && make[form]) expect(name + " made here", hex(await make[form](says)), raw)
	}
	return found
})()`

// Who has been retired since invites nobody.
func TestRetiredRegistrar(t *testing.T) {
	var got string
	open(t, "", readJSON(t, "../testdata/invitation.json")).Eval(`(async () => {
		const { openInvitation } = await import("/signer/invitation.js")
		const { kid } = await import("/signer/ed25519.js")
		const key = unhex(given.registrar_key)
		const { raw } = given.vectors.find(({ name }) => name === "invitation/least")
		return tried(() => openInvitation(unhex(raw), given.origin, { registrars: [{ kid: kid(key), key, first: 0, last: 12 }] }))
	})()`, &got)
	if got == "" {
		t.Error("a registrar who is not in force was believed")
	}
}

// A statement that the page makes is the one that Go makes, and opens in Go.
func TestMake(t *testing.T) {
	const origin = "ikrar.contoh.example/buku"
	credential, pledge, revocation := made(origin)
	var got struct{ Pledge, Revocation, Digest, Other, Long, Unknown string }
	open(t, "", map[string]any{"origin": origin, "credential": hexOf(credential.Bytes())}).Eval(`(async () => {
		const { digest, make } = await import("/signer/statement.js")
		const { fromSeed } = await import("/signer/ed25519.js")
		const { origin } = given, credential = unhex(given.credential)
		const key = await fromSeed(new Uint8Array(32).fill(7)), other = await fromSeed(new Uint8Array(32).fill(8))
		const pledge = new Map([[-65537, new Map([[3, "Pontianak"], [1, new Uint8Array(32).fill(1)], [2, "deklarasi-2026"]])], [6, 1774922460]])
		const own = new Map([[6, 1774922460], [-65537, new Map([[1, 0], [2, key.public], [3, 41], [4, "kunci dicuri"]])]])
		const made = await make("pledge", key, origin, pledge, credential)
		return {
			pledge: hex(made), digest: hex(digest(made)), revocation: hex(await make("revocation", key, origin, own)),
			other: await tried(() => make("pledge", other, origin, pledge, credential)),
			long: await tried(() => make("revocation", key, "o".repeat(96), own)),
			unknown: await tried(() => make("pledge", key, origin, new Map([...pledge, [77, 1]]), credential)),
		}
	})()`, &got)
	if got.Pledge != hexOf(pledge.Bytes()) || got.Digest != pledge.Digest().String() {
		t.Errorf("the pledge is\n%s, want\n%x", got.Pledge, pledge.Bytes())
	}
	if got.Revocation != hexOf(revocation.Bytes()) {
		t.Errorf("the revocation is\n%s, want\n%x", got.Revocation, revocation.Bytes())
	}
	for what, refused := range map[string]string{"another's key": got.Other, "a long origin": got.Long,
		"an unknown label": got.Unknown} {
		if refused == "" {
			t.Errorf("made with %s", what)
		}
	}
}

// A packet falls into its parts as in Go, and later versions are told from what is none.
func TestPacket(t *testing.T) {
	credential, _, _ := made("ikrar.contoh.example/buku")
	whole := packet.Packet{Credential: credential.Bytes(), Campaigns: [][]byte{credential.Bytes()},
		Trust: []byte("daftar\n")}
	later := append([]byte{0x84, 2}, whole.Bytes()[2:]...)
	var got struct{ Parts, Later, Cut, Other string }
	open(t, "", []string{hexOf(whole.Bytes()), hexOf(later), hexOf(signer.DigestOf(nil))}).Eval(`(async () => {
		const { readPacket, LaterPacket } = await import("/signer/packet.js")
		const [whole, later, other] = given.map(unhex)
		const { credential, campaigns, trust } = readPacket(whole)
		const refused = (bytes) => { try { return readPacket(bytes) && "read" } catch (error) { return error instanceof LaterPacket ? "later" : error.constructor.name } }
		return { parts: [hex(credential), ...campaigns.map(hex), trust].join(" "), later: refused(later),
			cut: refused(whole.subarray(0, -1)), other: refused(other) }
	})()`, &got)
	if want := hexOf(credential.Bytes()) + " " + hexOf(credential.Bytes()) + " daftar\n"; got.Parts != want {
		t.Errorf("%s\nwant\n%s", got.Parts, want)
	}
	if got.Later != "later" || got.Cut != "Refused" || got.Other != "Refused" {
		t.Errorf("%+v", got)
	}
}

// A code is read as it was typed, sent or scanned, and no certificate's code is taken for one.
func TestTypedInvitation(t *testing.T) {
	want := map[string]string{"k7qm 2f8d 9xpa 000": "", "K7QM-2F8D-9XPA": "", "rahasia": ""}
	code := "K7QM2F8D9XPA000" + string(crockford.CheckCharacter("K7QM2F8D9XPA000"))
	printed := code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
	for _, typed := range []string{printed, code, "kode: " + printed, "Kode undangan " + printed + ".",
		"https://ikrar.contoh.example/tanda#" + code,
		"https://ikrar.contoh.example/tanda%2523" + code, " " + printed + "\n", "k7qm–2f8d–9xpa–ooo" + code[15:]} {
		want[typed] = code
	}
	var got map[string]string
	open(t, "", want).Eval(`import("/signer/typed.js").then(({ typedInvitation }) =>
		Object.fromEntries(Object.keys(given).map((typed) => [typed, typedInvitation(typed) ?? ""])))`, &got)
	for typed := range want {
		if got[typed] != want[typed] {
			t.Errorf("%q is read as %q, want %q", typed, got[typed], want[typed])
		}
	}
}
