package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// officeWindow is a running `ikrar office`, and what a window of it holds.
type officeWindow struct {
	t              testing.TB
	process        *exec.Cmd
	address        string
	cookie, ticket string
}

// openOfficeWindow starts the office, and comes in as the browser does.
func (w world) openOfficeWindow() *officeWindow {
	w.t.Helper()
	o := &officeWindow{t: w.t, process: w.command("office", "--no-browser")}
	stdout, err := o.process.StdoutPipe()
	if err == nil {
		err = o.process.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(o.kill)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		w.t.Fatal(err)
	}
	var code string
	o.address, code, _ = strings.Cut(strings.TrimSpace(line), "/#")
	body, _ := json.Marshal(map[string]string{"Code": code})
	answer := o.send("POST", "/session", "application/json", body)
	var opened struct{ Token string }
	if err := json.Unmarshal(answer.body, &opened); err != nil || len(answer.Cookies()) != 1 {
		w.t.Fatalf("no session: %s %.200q, %v", answer.Status, answer.body, err)
	}
	o.ticket, o.cookie = opened.Token, answer.Cookies()[0].String()
	o.send("GET", "/x/masuk", "", nil) // a key without a passphrase opens at once
	return o
}

func (o *officeWindow) kill() {
	_ = o.process.Process.Kill() // fails only where it has ended
	_ = o.process.Wait()
}

type officeAnswer struct {
	*http.Response
	body []byte
}

func (o *officeWindow) send(method, path, media string, body []byte) officeAnswer {
	o.t.Helper()
	answer, err := o.try(method, path, media, body)
	if err != nil {
		o.t.Fatal(err)
	}
	return answer
}

// try is send to an office that may have been killed.
func (o *officeWindow) try(method, path, media string, body []byte) (a officeAnswer, err error) {
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.address+path, bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	request.Header.Set("Origin", o.address)
	request.Header.Set("Content-Type", media)
	request.Header.Set("Ikrar-Token", o.ticket)
	request.Header.Set("Cookie", o.cookie)
	if a.Response, err = http.DefaultClient.Do(request); err != nil {
		return a, err
	}
	defer a.Body.Close()
	a.body, err = io.ReadAll(a.Body)
	return a, err
}

var (
	markField = regexp.MustCompile(`name="mark" value="([0-9a-f]+)"`)
	workDone  = regexp.MustCompile(`"done":(\d+)`)
)

// issueAll confirms the plan for all certificates that are missing, and returns where the work is
// watched; "" where none is missing.
func (o *officeWindow) issueAll() string {
	o.t.Helper()
	plan := o.send("GET", "/x/sertifikat/terbitkan?campaign=deklarasi", "", nil)
	mark := markField.FindSubmatch(plan.body)
	if mark == nil {
		return ""
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	w.WriteField("campaign", "deklarasi")
	w.WriteField("mark", string(mark[1]))
	w.Close()
	answer := o.send("POST", "/x/sertifikat/terbitkan", w.FormDataContentType(), form.Bytes())
	return answer.Header.Get("Ikrar-Go")
}

// TestOfficeKilledIssuing kills the office (SIGKILL) in the middle of issuing, again and again.
// Each time it opens again, says what is missing and goes on from there: in the end everybody has
// one certificate, under numbers without a gap, and the audit finds nothing.
func TestOfficeKilledIssuing(t *testing.T) {
	t.Parallel()
	const people = 150
	w := pledgedWorld(t, people)
	w.ikrar("record", "pegawai")
	kills := 0
	for range 12 {
		o := w.openOfficeWindow()
		work := o.issueAll()
		if work == "" {
			o.kill()
			break
		}
		if kills < 4 {
			time.Sleep(time.Duration(20+rand.IntN(250)) * time.Millisecond)
			o.kill()
			if kills++; kills%2 == 0 { // between the others the office alone finds its way back
				w.size()
				w.ikrar("audit")
			}
			continue
		}
		stream := o.send("GET", "/x"+work+"/events", "", nil) // it ends with the work
		if last := workDone.FindAllSubmatch(stream.body, -1); len(last) == 0 {
			t.Errorf("no progress: %.300q", stream.body)
		}
		o.kill()
	}
	w.size() // settles it
	var pending struct{ Missing, Issued int }
	if err := json.Unmarshal([]byte(w.ikrar("issue", "--dry-run", "--json")), &pending); err != nil ||
		pending.Missing != 0 || pending.Issued != people {
		t.Fatalf("%+v, %v", pending, err)
	}
	numbers := map[string]bool{}
	for line := range strings.Lines(w.ikrar("issue", "--out", "sertifikat", "--verbose")) {
		number, _, _ := strings.Cut(line, " ")
		numbers[number] = true
	}
	year := time.Now().Year()
	for n := range people {
		if number := fmt.Sprintf("800/%d/BKD/%d", n+1, year); !numbers[number] {
			t.Errorf("number %s is nobody's", number)
		}
	}
	t.Logf("%d kills", kills)
	w.ikrar("audit")
	w.tidy()
}
