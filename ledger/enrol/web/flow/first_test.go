package flow_test

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/signer"
)

// open is a campaign that is open, for all tests that need no other.
var open = map[string][2]int64{"deklarasi": {-3600, 86400}}

// TestFlow is everything that a visit may meet, at one institution, each with a person of its own.
func TestFlow(t *testing.T) {
	b := found(t, open)
	for name, test := range map[string]func(*testing.T, *bureau){
		"FirstVisitOnce": firstVisitOnce,
		"FirstVisitKept": firstVisitKept,
		"TabClosedAfterEachRequestAndBeforeEachAnswer": tabClosed,
		"TabClosedWithAKeptKey":                        tabClosedKept,
		"SigningMadeRandom":                            signingMadeRandom,
		"StorageRefused":                               storageRefused,
		"StorageFull":                                  storageFull,
		"StorageThatForgets":                           storageThatForgets,
		"PhoneClockTwoHoursAhead":                      clock(7200),
		"PhoneClockTwoDaysBehind":                      clock(-2 * 86400),
		"TwoTabsWithOneCode":                           twoTabs("true"),
		"TwoTabsWithoutLocks":                          twoTabs("false"),
		"CachedPageBesideANewerServer":                 newerServer,
		"HRCorrectsWhileThePersonReads":                correctsWhileReading,
		"HRCorrectsWhatIsSigned":                       correctsSigned,
		"NetworkGoneInTheMiddle":                       networkGone,
		"RelayThatCopiesTheTrustList":                  relay,
		"InvitationOfSomebodyElse":                     otherInvitation,
		"WaitsForAnOfficer":                            waits,
		"SecondDevice":                                 secondDevice,
		"KeyInTheClear":                                keyInTheClear,
		"CodeUsed":                                     codeUsed,
		"CodeUsedBySomebodyElse":                       codeTaken,
		"CodeExpired":                                  codeExpired,
		"CodeTyped":                                    codeTyped,
		"NothingStored":                                nothingStored,
		"KioskNIP":                                     kioskNIP,
		"OtherAddressThanPinned":                       otherAddress,
		"TextIsNotTheInstitutions":                     otherText,
		"WrongData":                                    wrongData,
		"SavedPage":                                    savedPage,
		"UnpublishedForAWhile":                         unpublished,
		"ProofThatDoesNotHold":                         falseProof,
		"CertificateLaterGoneAndRevoked":               certificate,
	} {
		t.Run(name, func(t *testing.T) { test(t, b) })
	}
}

// once is where a pledge is recorded exactly once, and its proof holds for anybody.
func (b *bureau) once(t *testing.T, who invited, s state) {
	t.Helper()
	if s.At != "done" || s.Proof.Bytes == "" {
		t.Fatalf("%+v", s)
	}
	b.holds(t, must(hex.DecodeString(s.Proof.Bytes)), who.PrintedName())
	if n := b.kinds(t, who.Person); n[signer.KindPledge] != 1 || n[signer.KindCredential] != 1 {
		t.Errorf("%d pledges, %d credentials", n[signer.KindPledge], n[signer.KindCredential])
	}
}

// secret fails where a code is anywhere it should not be.
func secret(t *testing.T, d *door, b *tab, who invited) {
	t.Helper()
	grouped := fmt.Sprintf("%s-%s-%s-%s", who.code[:4], who.code[4:8], who.code[8:12], who.code[12:])
	for _, p := range d.seen() {
		for _, where := range []string{p.Path, string(p.Body), p.Referer} {
			for _, code := range []string{who.code, grouped, strings.ToLower(who.code)} {
				if strings.Contains(where, code) {
					t.Errorf("the code is in %s %s", p.Method, p.Path)
				}
			}
		}
	}
	kept := b.stored()
	if strings.Contains(kept, who.code) || strings.Contains(kept, grouped) {
		t.Errorf("the code is stored: %s", kept)
	}
}

func firstVisitOnce(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	s := p.until("person")
	if s.Person["name"] != who.PrintedName() || s.Person["last4"] != who.NIP.Last4() || !s.AtOnce {
		t.Errorf("%+v", s)
	}
	if got := paths(d.seen()); !slices.Equal(got, []string{"GET /trust", "POST /v1/invitations"}) {
		t.Errorf("%q", got)
	}
	s = p.do("mine()", "keys")
	if !slices.Equal(s.Choices, []string{"keep", "once"}) {
		t.Errorf("%q", s.Choices)
	}
	s = p.do("once()", "text", "stopped")
	if s.Needs != "hold" || !strings.Contains(s.Campaign.Text, "BerAKHLAK") {
		t.Fatalf("%+v", s)
	}
	p.open() // without the slip the key is of no use, and the slip is asked for
	p.visit("", "")
	p.until("code")
	var resume bool
	if p.Eval(`v.flow.state.resume`, &resume); !resume {
		t.Error("what was begun is not said")
	}
	p.do(fmt.Sprintf("typed(%q)", who.code), "text", "stopped")
	if s = p.do("sign({ agreed: false })", "text"); s.Fault != "agree" {
		t.Errorf("signed without a word: %+v", s)
	}
	if !strings.Contains(p.stored(), `"wrapped\":\"`) {
		t.Errorf("the key is not written ahead: %s", p.stored())
	}
	s = p.do("sign({ agreed: true })", "done", "stopped")
	b.once(t, who, s)
	if strings.Contains(p.stored(), `"wrapped\":\"`) {
		t.Error("the key is still there")
	}
	secret(t, d, p, who)
	p.open() // the same link again shows the same
	p.visit(who.code, "")
	if again := p.until("done", "stopped"); again.Code != s.Code || again.Key != "once" {
		t.Errorf("%+v", again)
	}
	b.once(t, who, s)
}

func firstVisitKept(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	p.until("person")
	p.do("mine()", "keys")
	for _, try := range []struct{ first, second, fault string }{
		{"pendek", "pendek", "short"}, {"kuda baterai staples", "kuda baterai staple", "differ"},
		{"kuda\u00a0baterai staples", "kuda\u00a0baterai staples", "unprintable"},
	} {
		if s := p.do(fmt.Sprintf("keep(%q, %q)", try.first, try.second), "keys"); s.Fault != try.fault {
			t.Errorf("%q: %q", try.first, s.Fault)
		}
	}
	const passphrase = "kuda baterai staplés"
	keep := fmt.Sprintf("keep(%q, %q)", passphrase, "kuda baterai staple\u0301s")
	if s := p.do(keep, "text", "stopped"); s.Needs != "passphrase" {
		t.Fatalf("%+v", s)
	}
	if s := p.do(`sign({ agreed: true, passphrase: "kuda baterai" })`, "text"); s.Fault != "passphrase" {
		t.Errorf("%+v", s)
	}
	s := p.do(fmt.Sprintf(`sign({ agreed: true, passphrase: %q })`, passphrase), "done", "stopped")
	b.once(t, who, s)
	secret(t, d, p, who)
	if s.Key != "kept" {
		t.Errorf("%q", s.Key)
	}
	s = p.do("export_()", "handover")
	if s.Purpose != "export" || s.Required || !strings.HasPrefix(s.File.Name, "kunci-pegawai-nomor-") {
		t.Errorf("%+v", s)
	}
	openedBySSH(t, s.File.Text, passphrase)
	p.do(`took("download")`)
	if s = p.do("next()", "done"); s.At != "done" {
		t.Errorf("%+v", s)
	}
}

// openedBySSH has ssh-keygen, where there is one, open a key file.
func openedBySSH(t *testing.T, file, passphrase string) {
	t.Helper()
	program, err := exec.LookPath("ssh-keygen")
	if err != nil {
		return
	}
	name := filepath.Join(t.TempDir(), "kunci.txt")
	if err := os.WriteFile(name, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-y", "-P", passphrase, "-f", name).CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "ssh-ed25519 ") {
		t.Errorf("ssh-keygen: %v\n%s", err, out)
	}
}

// tabClosed closes the tab after each request, before it arrives and before its answer, and comes
// back by the same link: never a key lost, never a second pledge, never a code spent for nothing.
func tabClosed(t *testing.T, b *bureau) {
	closing(t, b, `{ how: "once" }`, func(string) bool { return true })
}

// tabClosedKept does so around what changes something: a passphrase costs time, as it should.
func tabClosedKept(t *testing.T, b *bureau) {
	closing(t, b, `{ how: "keep" }`, func(path string) bool {
		return path == "POST /v1/enrolments" || path == "POST /v1/pledges"
	})
}

func closing(t *testing.T, b *bureau, how string, isTried func(path string) bool) {
	d := newDoor(t, b, b.atOnce)
	p := d.tab(t)
	journey := func(meddle func(n int, r *http.Request) fate) (invited, int) {
		who, before := b.invite(t), len(d.seen())
		d.set(func(d *door) {
			if d.meddle = nil; meddle != nil {
				d.meddle = func(n int, r *http.Request) fate { return meddle(n-before, r) }
			}
		})
		p.Eval(`indexedDB.deleteDatabase("ikrar"), true`, nil)
		p.open()
		p.visit(who.code, "")
		return who, before
	}
	who, before := journey(nil)
	b.once(t, who, p.drive(how))
	whole := paths(d.seen()[before:])
	for at := range whole {
		if !isTried(whole[at]) {
			continue
		}
		for _, is := range []fate{lost, unheard} {
			stopped := make(chan bool, 1)
			who, _ := journey(func(n int, _ *http.Request) fate {
				if n != at {
					return passes
				}
				stopped <- true
				return is
			})
			p.Eval(fmt.Sprintf(`(v.drive(%s).catch(() => {}), true)`, how), nil)
			select {
			case <-stopped:
			case <-time.After(20 * time.Second):
				t.Fatalf("%d of %q never came", at, whole)
			}
			time.Sleep(20 * time.Millisecond)
			p.open()
			d.set(func(d *door) { d.meddle = nil })
			p.visit(who.code, "")
			s := p.drive(how)
			if s.At != "done" {
				t.Fatalf("%s, fate %d: %+v", whole[at], is, s)
			}
			b.once(t, who, s)
		}
	}
}
