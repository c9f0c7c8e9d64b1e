package web_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/verify"
	said "ikrar/verify/answer"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
	"ikrar/verify/trust"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

const (
	answersDir = "../testdata/answers"
	answersNow = 1796000000 // Unix seconds, within the time of the table's trust lists
)

// answerRow is one row of verify/testdata/answers/table.json, as its README says.
type answerRow struct {
	Name  string
	Input struct{ Text, File string }
	Trust string

	Verdict, Reason string
	Says            phrase.Text
}

// given is what the row's input is to the command.
func (r answerRow) given() []byte {
	if r.Input.File == "" {
		return []byte(r.Input.Text)
	}
	return must(os.ReadFile(filepath.Join(answersDir, r.Input.File)))
}

// TestAnswers runs the page's way over the table that the command is held to as well, as a person
// would: typed or pasted, opened by a camera, chosen as a file. One tab serves each trust list, and
// no ledger answers.
func TestAnswers(t *testing.T) {
	t.Parallel()
	var rows []answerRow
	decodeFile(t, filepath.Join(answersDir, "table.json"), &rows)
	if len(rows) < 7 {
		t.Fatalf("%d rows", len(rows))
	}
	desks := map[string]*desk{}
	for _, row := range rows {
		if row.Reason == "unread.invitation" {
			continue // the served page goes to the signing page with it: TestInvitationTyped
		}
		d := desks[row.Trust]
		if d == nil {
			d = newDesk(t, row.Trust)
			desks[row.Trust] = d
		}
		for way, give := range d.ways(row) {
			t.Run(row.Name+"/"+way, func(t *testing.T) {
				d.page.Eval(give, nil)
				d.compare(t, row)
			})
		}
	}
}

// desk is a tab in which one row after the other is looked at.
type desk struct {
	page *browser.Page
	list *trust.List
}

func newDesk(t *testing.T, note string) *desk {
	data := must(os.ReadFile(filepath.Join(answersDir, note)))
	s := newSite(t)
	s.programs(t)
	s.say("/trust", data)
	s.alone()
	d := &desk{page: browser.Tab(t), list: must(trust.Pin(data))}
	visit(d.page, s, answersNow)
	return d
}

// ways are the scripts that hand a row to the page.
func (d *desk) ways(row answerRow) map[string]string {
	if row.Input.File != "" {
		data := base64.StdEncoding.EncodeToString(row.given())
		return map[string]string{"chosen": fmt.Sprintf(`(() => {
			const files = new DataTransfer()
			files.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], %q))
			const chooser = document.getElementById("file")
			chooser.files = files.files
			chooser.dispatchEvent(new Event("change"))
		})()`, data, filepath.Base(row.Input.File))}
	}
	text := must(json.Marshal(row.Input.Text))
	all := map[string]string{
		"pasted": fmt.Sprintf(
			`document.getElementById("text").value = %s; document.querySelector("#typed button").click()`, text)}
	if before, fragment, ok := strings.Cut(row.Input.Text, "/#"); ok && before == d.list.URL &&
		fragment != "" && !strings.ContainsAny(fragment, " \t\r\n") {
		// As the camera of a telephone opens it. What is the address already would be no change of
		// it, and without a fragment it is the page alone, which asks.
		all["opened"] =
			fmt.Sprintf(`history.replaceState(null, "", "/"); location.hash = %s; new Promise((done) => setTimeout(done, 20))`, must(json.Marshal(fragment)))
	}
	return all
}

func (d *desk) compare(t *testing.T, row answerRow) {
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		got := settled(d.page)
		var sentence, steps string
		d.page.Eval(`[...document.querySelectorAll(".verdict .sentences > p:not(.unchecked)")].find((p) => !p.querySelector(".whose")).textContent`, &sentence)
		d.page.Eval(`document.querySelector("#how .steps:not(.signers)")?.textContent ?? ""`, &steps)
		says := map[phrase.Lang]string{phrase.ID: row.Says.ID, phrase.EN: row.Says.EN}[lang]
		kind, reason, where := row.Verdict, "reason."+row.Reason, steps
		if strings.HasPrefix(row.Reason, "unread.") {
			kind, reason, where = "unread", row.Reason, sentence
		}
		want, _, _ := strings.Cut(web.Book.Say(lang, reason), "{") // up to what is filled in
		if got.Kind != kind || got.Word != says || !strings.Contains(where, want) {
			t.Errorf("%s: %s %q, want %s %q and %q:\n%s\n%s", lang, got.Kind, got.Word, kind, says, want, sentence,
				steps)
		}
		if command := d.command(lang, row); kind != "unread" && !strings.Contains(command, squeezed(sentence)) {
			t.Errorf("%s: %q, where the command says\n%s", lang, sentence, command)
		}
		d.page.Eval(`document.getElementById("language").click()`, nil)
	}
	d.page.Eval(afresh, nil)
}

// afresh has a page that has answered wait for the next question.
const afresh = `document.querySelector(".actions button")?.click(); document.getElementById("answer").dataset.settled = "false"`

// command is what the command prints of a row in which a proof can be read.
func (d *desk) command(lang phrase.Lang, row answerRow) string {
	found, err := scan.Find(row.given())
	if err != nil {
		return err.Error()
	}
	proof := slices.Concat(found.Full, found.Short, []byte(found.QR)) // one of them
	r := verify.Check(proof, d.list, nil, answersNow)
	if found.Kind == scan.PDF && found.Full != nil {
		r.CheckFile(verify.FileUnchecked)
	}
	var out strings.Builder
	said.New(lang, row.Name, r, d.list, answersNow).Print(&out)
	return squeezed(out.String())
}

// squeezed leaves no line breaks.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }
