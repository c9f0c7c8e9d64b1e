package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"mime/multipart"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail/postbox"
)

// postedWorld is an institution with people of these addresses, and a mail server beside it.
func postedWorld(t *testing.T, addresses []string) (world, *postbox.Server) {
	t.Helper()
	box, err := postbox.Start(config.TLSNone, clockNow())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	w := world{t: t, dir: t.TempDir()}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", "https://ikrar.contoh.example", "--no-passphrase")
	people := "nip,nama,unit,email\n"
	for n, address := range addresses {
		people += fmt.Sprintf("1976020120050520%02d,Orang %c,Dinas A,%s\n", n+1, 'A'+n, address)
	}
	write("pegawai.csv", people)
	w.ikrar("roster", "import", "pegawai.csv")
	w.ikrar("campaign", "new", "deklarasi", "--title", "Deklarasi ASN BerAKHLAK", "--text", "uu-20-2023", "--place",
		"Pontianak", "--date", "2022-03-31", "--closes", "2099-12-31")
	settings, err := os.ReadFile(filepath.Join(w.dir, "home", config.Name))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(config.Name, settings)
	if err != nil {
		t.Fatal(err)
	}
	c.Mail = config.Mail{Server: "127.0.0.1", Port: int64(box.Port), TLS: config.TLSNone, User: postbox.User,
		PasswordFile: "keys/surel", From: "bkd@contoh.example", Rate: 600}
	write("home/keys/surel", postbox.Password)
	write("home/"+config.Name, string(c.Render()))
	return w, box
}

// passed waits until a server has taken more letters, and then for a moment in which the next one
// is handed over, or is not.
func passed(t testing.TB, box *postbox.Server, letters int) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); len(box.Taken()) < letters; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d letters, and no more", len(box.Taken()))
		}
	}
	time.Sleep(time.Duration(rand.IntN(350)) * time.Millisecond)
}

// came asks a person how many letters came. What a server has read of a connection that broke it
// may still be about to take.
func came(box *postbox.Server, address string, want int) bool {
	for range 20 {
		n := 0
		for _, l := range box.Taken() {
			if l.To == address {
				n++
			}
		}
		if n >= want {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// answers are what an officer says of a letter of which nobody knows: to the command, and to the
// office.
var answers = map[bool][2]string{true: {"sent", "terkirim"}, false: {"again", "lagi"}}

// eachOnce fails unless everybody has so many letters.
func eachOnce(t testing.TB, box *postbox.Server, addresses []string, want int) {
	t.Helper()
	got := map[string]int{}
	for _, l := range box.Taken() {
		got[l.To]++
	}
	for _, address := range addresses {
		if got[address] != want {
			t.Errorf("%s has %d letters, want %d", address, got[address], want)
		}
	}
}

// TestMailKilled kills (SIGKILL) the command, and then the office, in the middle of sending, again
// and again: of at most one letter nobody knows, that one is asked about, and in the end each
// person has each letter once.
func TestMailKilled(t *testing.T) {
	t.Parallel()
	addresses := []string{"a@contoh.example", "slow@b.example", "slow@c.example", "slow@d.example", "e@contoh.example"}
	w, box := postedWorld(t, addresses)
	kills := 3
	if testing.Short() {
		kills = 1
	}
	unsure := 0
	for n := 0; ; n++ {
		w.ikrar("settle") // as the next command is told to, after a kill
		answer := []string{"mail", "invite", "--until", "2099-12-31"}
		var open []string
		for line := range strings.Lines(w.ikrar(append(answer, "--dry-run", "--json")...)) {
			var one mailPlan
			if err := json.Unmarshal([]byte(line), &one); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			if one.Plan == "unsure" {
				open = append(open, one.Address)
			}
		}
		if len(open) > 1 {
			t.Fatalf("of %v nobody knows", open)
		}
		if unsure += len(open); len(open) == 1 {
			answer = append(answer, "--unsure", answers[came(box, open[0], 1)][0])
		}
		if n == kills {
			w.ikrar(append(answer, "--yes")...)
			break
		}
		before := len(box.Taken())
		cmd := w.command(append(answer, "--yes")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if before < len(addresses) {
			passed(t, box, before+1)
		}
		_ = cmd.Process.Kill() // fails only where it has ended
		_ = cmd.Wait()
	}
	eachOnce(t, box, addresses, 1)
	t.Logf("the command: of %d letters nobody knew", unsure)
	w.officeMailKilled(box, addresses, kills)
}

var unsureOne = regexp.MustCompile(`(\d+) surel belum pasti`)

// officeMailKilled does the same to the office, with reminders.
func (w world) officeMailKilled(box *postbox.Server, addresses []string, kills int) {
	w.t.Helper()
	asked := 0
	for n := 0; ; n++ {
		o := w.openOfficeWindow()
		form := map[string]string{"jenis": "pengingat", "kegiatan": "deklarasi"}
		plan := o.mailPlan(form)
		if many := unsureOne.FindSubmatch(plan); many != nil {
			at := regexp.MustCompile(`\(NIP …20(\d\d)\)`).FindSubmatch(plan)
			if string(many[1]) != "1" || at == nil {
				w.t.Fatalf("of %s letters nobody knows: %q", many[1], at)
			}
			asked++
			form["belum-pasti"] = answers[came(box, addresses[at[1][1]-'1'], 2)][1]
			plan = o.mailPlan(form)
		}
		mark := markField.FindSubmatch(plan)
		if mark == nil {
			o.kill()
			break
		}
		form["mark"] = string(mark[1])
		before := len(box.Taken())
		work := o.post("/x/surel/kirim", form).Header.Get("Ikrar-Go")
		if n < kills && before < 2*len(addresses) {
			passed(w.t, box, before+1)
		} else {
			o.send("GET", "/x"+work+"/events", "", nil) // it ends with the work
		}
		o.kill()
		if n > 3*kills {
			w.t.Fatal("it never ends")
		}
	}
	eachOnce(w.t, box, addresses, 2)
	w.t.Logf("the office: of %d letters nobody knew", asked)
}

// mailPlan is the page that shows a plan.
func (o *officeWindow) mailPlan(form map[string]string) []byte {
	o.t.Helper()
	return o.send("GET", "/x/surel/rencana?jenis="+form["jenis"]+"&kegiatan="+form["kegiatan"]+"&belum-pasti="+
		form["belum-pasti"], "", nil).body
}

// post sends a form.
func (o *officeWindow) post(path string, fields map[string]string) officeAnswer {
	o.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for name, value := range fields {
		w.WriteField(name, value)
	}
	w.Close()
	return o.send("POST", path, w.FormDataContentType(), form.Bytes())
}
