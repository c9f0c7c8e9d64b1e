package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ikrar/verify/web/browser"
)

// A journey is the whole way at a real institution: printed slips, a served page, a telephone, and
// what the person goes home with. All that passes between them is heard.
type journey struct {
	world
	url      string // of the institution, where everything is heard
	wire     string // the file that it is written to
	root     string // fingerprint, as it is printed on the slips
	verifier string // the program
	slips    []slip
}

// slip is what a camera reads off one.
type slip struct {
	link string
	code string
}

const journeyPassphrase = "kuda baterai staples"

// TestJourney: from a picture of the printed slip to the downloaded certificate that ikrar-verify
// calls valid, once and kept, and the code is nowhere but on the slip and in the page.
func TestJourney(t *testing.T) {
	needTools(t, "pdftoppm", "ssh-keygen")
	browser.Tab(t) // started before anybody is waited for
	j := &journey{world: world{t: t, dir: t.TempDir()}, verifier: filepath.Join(buildVerifier(t), "ikrar-verify")}
	stop := j.open(3)
	before := j.entries()
	t.Run("Once", func(t *testing.T) { j.employee(t, 0).once() })
	t.Run("Hard", func(t *testing.T) { j.employee(t, 1).hard() })
	t.Run("Kept", func(t *testing.T) { j.employee(t, 2).kept() })
	// A credential, a pledge and a certificate each, a second campaign and what was signed there.
	if got := j.entries() - before; got != 3*3+3 {
		t.Errorf("%d entries", got)
	}
	j.secret("the server's log", []byte(stop()))
	j.overheard("what was on the wire", []byte(j.read(j.wire)))
	j.ikrar("audit")
}

// once is a visit with a key that is used once.
func (e *employee) once() {
	e.scan()
	e.sees("Apakah ini Anda?")
	shown := e.reads()
	e.tap("Ya, ini saya")
	e.tap("Sekali pakai saja")
	e.tap("Ya, sekali pakai")
	e.signs()
	e.certificate(shown)
	e.sees("Kunci sekali pakai sudah dihapus dari perangkat ini.")
}

// signs reads the text to its end, agrees, and holds the button.
func (e *employee) signs() {
	e.t.Helper()
	e.sees("Memahami dan memenuhi kebutuhan masyarakat.")
	e.tap("Saya sudah membaca naskah ini")
	e.hold("Tekan dan tahan untuk menandatangani", 1500*time.Millisecond)
}

// kept is a visit with a key that signs the next campaign, too: in the command, and by OpenSSH. The
// telephone's clock is two hours ahead.
func (e *employee) kept() {
	e.clock(2 * time.Hour)
	e.scan()
	e.sees("Apakah ini Anda?")
	shown := e.reads()
	e.tap("Ya, ini saya")
	e.tap("Simpan kunci saya")
	e.types("Frasa sandi baru", journeyPassphrase)
	e.types("Ketik sekali lagi", journeyPassphrase)
	e.tap("Buat kunci")
	e.sees("Memahami dan memenuhi kebutuhan masyarakat.")
	e.tap("Saya sudah membaca naskah ini")
	e.types("Frasa sandi kunci Anda", journeyPassphrase)
	e.tap("Tanda tangani")
	e.certificate(shown)
	e.tap("Simpan berkas kunci")
	e.tap("Unduh berkas")
	key := e.downloaded("kunci-*.txt")
	e.tap("Ya, sudah ada")
	e.sees("Selesai. Terima kasih.")
	e.nextCampaign(key)
}

// nextCampaign signs at a computer with the key that a telephone has made.
func (e *employee) nextCampaign(key string) {
	e.t.Helper()
	if err := os.Chmod(key, 0o600); err != nil {
		e.t.Fatal(err)
	}
	out, err := exec.Command("ssh-keygen", "-y", "-P", journeyPassphrase, "-f", key).CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "ssh-ed25519 ") {
		e.t.Fatalf("ssh-keygen: %v %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(e.dir, "sandi"), []byte(journeyPassphrase+"\n"), 0o600); err != nil {
		e.t.Fatal(err)
	}
	e.ikrar("campaign", "new", "apel", "--title", "Apel Hari Korpri", "--text", "uu-20-2023",
		"--place", "Pontianak", "--date", "2026-11-29", "--closes", "2099-12-31")
	e.ikrar("pledge", e.url, "--key", key, "--passphrase-file", "sandi", "--root", e.root,
		"--campaign", "apel", "--yes", "-o", "apel.tlog-proof")
	e.valid(filepath.Join(e.dir, "apel.tlog-proof"))
}

// hard is a visit on a telephone whose clock is two days behind and whose browser translates the
// page, and ends each time that anything is under way: first after the key is asked for, then after
// the button is held.
func (e *employee) hard() {
	const mine, agree, download = "Ya, ini saya", "Saya sudah membaca naskah ini", "Unduh sertifikat"
	e.clock(-48 * time.Hour)
	e.translate()
	e.scan()
	e.sees("«Apakah ini Anda?»")
	shown := e.reads()
	for killed := map[string]bool{}; ; {
		screen := e.seesOneOf(mine, agree, download)
		switch screen {
		case mine:
			e.tap(mine)
			e.tap("Sekali pakai saja")
			e.tap("Ya, sekali pakai")
		case agree:
			e.signs()
		case download:
			e.certificate(shown)
			return
		}
		if !killed[screen] {
			killed[screen] = true
			e.page.Open("about:blank")
			e.scan()
		}
	}
}

// An employee has a slip and a telephone.
type employee struct {
	journey
	*phone
	slip
	t     testing.TB
	begun time.Time
	size  int64 // of the wire, when they began
}

// employee is the nth one.
func (j *journey) employee(t testing.TB, n int) *employee {
	t.Helper()
	e := &employee{journey: *j, phone: newPhone(t), slip: j.slips[n], t: t}
	e.journey.t = t
	return e
}

// scan is what a camera does with the slip.
func (e *employee) scan() {
	e.t.Helper()
	if e.begun.IsZero() {
		e.begun, e.size = time.Now(), int64(len(e.read(e.wire)))
	}
	e.page.Open(e.link)
}

// took says what the visit cost up to now.
func (e *employee) took() {
	e.t.Helper()
	spent := time.Since(e.begun)
	heard := e.read(e.wire)[e.size:]
	answers := regexp.MustCompile(`HTTP/1\.1 \d{3} `).FindAllString(heard, -1)
	e.t.Logf("%d taps, %d strokes, %.1f s, %d requests, %d kB", e.taps, e.strokes, spent.Seconds(), len(answers),
		len(heard)/1000)
}

// certificate downloads it and holds it against the person that the page had shown.
func (e *employee) certificate(shown string) {
	e.t.Helper()
	e.tap("Unduh sertifikat")
	file := e.downloaded("*.pdf")
	e.took()
	name := e.valid(file)
	if !strings.Contains(shown, name) || !strings.Contains(e.reads(), name) {
		e.t.Errorf("the certificate is %s's, and the page had shown\n%s", name, shown)
	}
	e.overheard("what the browser sent and got", e.traffic())
	for _, complaint := range e.page.Errors() {
		early := strings.Contains(complaint, "status of 404") && strings.Contains(complaint, "/v1/certificates/")
		if !early && !strings.Contains(complaint, "status of 503") { // a certificate, a proof: not there yet
			e.t.Errorf("the page complains: %s", complaint)
		}
	}
}

// valid has ikrar-verify check a file, and returns whose it is.
func (j *journey) valid(file string) (name string) {
	j.t.Helper()
	out, err := exec.Command(j.verifier, "--trust", filepath.Join(j.dir, "home", "trust.note"), "--json", file).Output()
	var answer struct {
		Verdict string
		Person  struct{ Name string }
	}
	if err != nil || json.Unmarshal(out, &answer) != nil || answer.Verdict != "valid" || answer.Person.Name == "" {
		j.t.Fatalf("ikrar-verify: %v\n%s", err, out)
	}
	return answer.Person.Name
}

// overheard fails where a code is, or where nobody has listened.
func (j *journey) overheard(where string, data []byte) {
	j.t.Helper()
	if !bytes.Contains(data, []byte("/v1/pledges")) { // of others the browser may say nothing, once the page is left
		j.t.Errorf("%s: %d bytes without a request", where, len(data))
	}
	j.secret(where, data)
}

// secret fails where a code is.
func (j *journey) secret(where string, data []byte) {
	j.t.Helper()
	for _, one := range j.slips {
		if form := spelt(data, one.code); form != "" {
			j.t.Errorf("a code is in %s, as %s", where, form)
		}
	}
}

// entries is how many the ledger has, while it is served.
func (j *journey) entries() int {
	j.t.Helper()
	var c struct{ Size int }
	if err := json.Unmarshal([]byte(j.ikrar("checkpoint", "--json")), &c); err != nil {
		j.t.Fatal(err)
	}
	return c.Size
}
