package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// shown is what a person sees of an answer.
type shown struct {
	Kind  string // the class of the verdict: its colour
	Word  string
	Title string // of the tab
	Heard string // by who listens
	Text  string // of the answer and the warnings
	Lang  string
	Wide  []string // what is wider than the window
}

const look = `(() => {
	const verdict = document.querySelector(".verdict")
	const folded = [...document.querySelectorAll("#commitment:not([open])")]
	for (const one of folded) one.open = true
	const root = document.documentElement
	const wide = [...document.querySelectorAll("body *")].filter((e) => e.id !== "live" && !e.closest(".hidden, .skip, svg") && e.getBoundingClientRect().right > root.clientWidth + 0.5)
	const seen = {
		Kind: verdict?.classList[1] ?? "",
		Word: document.getElementById("verdict")?.textContent ?? "",
		Title: document.title,
		Heard: document.getElementById("live").textContent,
		Text: document.getElementById("warnings").innerText + "\n" + document.getElementById("answer").innerText,
		Lang: root.lang,
		Wide: [...wide.map((e) => e.tagName + "." + e.className), ...(root.scrollWidth > root.clientWidth ? ["the page"] : [])],
	}
	for (const one of folded) one.open = false
	return seen
})()`

// settled waits until an answer is complete.
func settled(p *browser.Page) (s shown) {
	p.Wait(`document.getElementById("answer").dataset.settled === "true"`)
	p.Eval(look, &s)
	return s
}

// A scene is a state of the page, with what a person is to see of it in either language.
type scene struct {
	name   string
	office func(*office)               // who the site belongs to; nil is an ordinary one
	site   func(*testing.T, *site)     // what else it does
	look   func(*browser.Page, *scene) // what the person does; nil opens the address of the QR code
	now    int64                       // 0 is today

	kind  string   // the colour
	word  string   // key of the word
	says  []string // keys of sentences without placeholders, or texts
	never []string // keys, or texts

	made   *office
	served *site
	t      *testing.T
}

func allScenes() []*scene { return slices.Concat(answerScenes(), askScenes(), originalScenes()) }

func answerScenes() []*scene {
	vectorOf := func(name string) func(*browser.Page, *scene) {
		return func(p *browser.Page, _ *scene) {
			p.Eval(fmt.Sprintf("location.hash = %q", readVector(name).fragment()), nil)
		}
	}
	typed := func(text string) func(*browser.Page, *scene) {
		return func(p *browser.Page, _ *scene) { submit(p, text) }
	}
	good := []string{"status.good", "page.compare", "page.commitment.proved", "integrity.intact", "trust.trusted", "caveat.uncertified"}
	return []*scene{
		{name: "valid", kind: "valid", word: "verdict.valid", says: append(good, "verdict.valid.sentence", "Dr. Siti Rahmawati, M.Pd.", "Memahami dan memenuhi kebutuhan masyarakat.", "compare"), never: []string{"status.unchecked", "page.offline"}},
		{name: "offline", site: func(t *testing.T, s *site) { s.silence(true) }, kind: "valid", word: "verdict.valid",
			says: []string{"page.offline", "page.offline.sentence", "status.unchecked", "page.again"}, never: []string{"status.good", "page.commitment.proved"}},
		{name: "revoked", office: func(o *office) { o.revoke("Salah <b>ketik</b> nama") }, kind: "revoked", word: "verdict.revoked", says: []string{"status.revoked", "page.why", "page.why.hint"}},
		{name: "revoked-why", office: func(o *office) { o.revoke("Salah <b>ketik</b> nama") }, kind: "revoked", word: "verdict.revoked",
			look: func(p *browser.Page, s *scene) {
				open(p, s)
				settled(p)
				p.Eval(`document.getElementById("why").click()`, nil)
				p.Wait(`!document.getElementById("why")`)
			}, says: []string{"Salah <b>ketik</b> nama", "2026"}, never: []string{"page.why"}},
		{name: "erased", office: func(o *office) { o.status(verify.StateErased, today+day) }, kind: "undetermined", word: "verdict.erased", says: []string{"verdict.undetermined.erased", "status.erased"}},
		{name: "status-expired", office: func(o *office) { o.status(verify.StateGood, today-60) }, kind: "valid", word: "verdict.valid", says: []string{"page.status.expired", "status.unchecked"}, never: []string{"status.good"}},
		{name: "status-forged", office: func(o *office) { o.files["/status"][200] ^= 1 }, kind: "valid", word: "verdict.valid", says: []string{"page.status.refused", "status.unchecked"}, never: []string{"status.good"}},
		{name: "stale", now: started + 1204*day, office: func(o *office) { o.status(verify.StateGood, started+1205*day) }, kind: "valid", word: "verdict.valid", says: []string{"page.trust.stale.title", "trust.stale"}},
		{name: "ledger-disagrees", office: func(o *office) { o.files["/tile/0/000.p/3"][0] ^= 1 }, kind: "valid", word: "verdict.valid", says: []string{"page.accused"}},
		{name: "text-other", office: func(o *office) {
			o.files["/v1/texts/"+hexOf(o.text.Digest())] = []byte("Saya tidak berjanji apa pun.\n")
		}, kind: "valid", word: "verdict.valid", says: []string{"page.text.other"}, never: []string{"tidak berjanji"}},
		{name: "stolen", office: func(o *office) {
			o.reissue(func(l *trust.List) { l.Ledgers[0].State, l.Ledgers[0].Stolen = trust.Stolen, started+day })
		}, kind: "undetermined", word: "verdict.undetermined", says: []string{"verdict.undetermined.stolen"}},
		{name: "untrusted", look: vectorOf("registrar-unknown"), kind: "untrusted", word: "verdict.untrusted", says: []string{"trust.unknown", "page.details.unproved"}, never: []string{"page.compare", "verdict.valid"}},
		{name: "other-institution", look: vectorOf("origin-other"), kind: "untrusted", word: "verdict.untrusted", says: []string{"integrity.unknown", "trust.unknown"}},
		{name: "altered", look: vectorOf("flipped-credential-name"), kind: "altered", word: "verdict.altered", says: []string{"verdict.altered.sentence", "integrity.broken", "page.details.unproved"}, never: []string{"page.compare"}},
		{name: "unrecorded", look: vectorOf("flipped-registration-index"), kind: "unrecorded", word: "verdict.unrecorded", says: []string{"verdict.unrecorded.sentence"}},
		{name: "damaged", look: vectorOf("qr-letter"), kind: "altered", word: "verdict.altered", says: []string{"verdict.altered.encoding", "integrity.broken"}, never: []string{"page.details", "trust.unknown"}},
		{name: "later-version", look: vectorOf("short-version-2"), kind: "undetermined", word: "verdict.undetermined", says: []string{"verdict.undetermined.version"}},
		{name: "code", look: func(p *browser.Page, s *scene) {
			submit(p, " "+strings.ToLower(strings.ReplaceAll(string(s.made.proof.Code()), "-", " ")))
		}, kind: "valid", word: "verdict.valid", says: good},
		{name: "code-unknown", look: typed("K7QM-2F8D-9XPA"), kind: "unread", word: "unread.code-unknown.headline", says: []string{"unread.code-unknown"}},
		{name: "code-other", office: func(o *office) { o.files["/v1/proofs/K7QM-2F8D-9XPA"] = o.proof.Full() }, look: typed("K7QM-2F8D-9XPA"), kind: "unread", word: "verdict.undetermined", says: []string{"unread.code-other"}, never: []string{"Siti"}},
		{name: "code-offline", site: func(t *testing.T, s *site) { s.silence(true) }, look: typed("K7QM-2F8D-9XPA"), kind: "unread", word: "verdict.undetermined", says: []string{"unread.code-offline"}},
		{name: "nothing", look: typed("Selamat pagi, apakah sertifikat ini asli? NIP 199001012015031001"), kind: "unread", word: "unread.headline", says: []string{"unread.nothing"}},
		{name: "moved", office: func(o *office) { // printed before the institution moved: the address in a code proves nothing
			o.reissue(func(l *trust.List) { l.URL = "https://ikrar.baru.example" })
		}, look: func(p *browser.Page, s *scene) { submit(p, "https://ikrar.contoh.example/#"+fragment(s.made)) }, kind: "valid", word: "verdict.valid", says: good},
		{name: "issued", office: func(o *office) { o.issue(false) }, look: func(p *browser.Page, s *scene) { drop(p, "s.pdf", pdfWith(s.made.proof.Full())) }, kind: "valid", word: "verdict.valid",
			says: append(good, "file.issued", "800.1.3.3.22/3/BKD/2026", "page.compare.number")},
		{name: "extended", office: func(o *office) { o.issue(false) }, site: func(t *testing.T, s *site) { s.programs(t) }, look: func(p *browser.Page, s *scene) {
			drop(p, "s.pdf", append(pdfWith(s.made.proof.Full()), "% tanda tangan lain\n"...))
		}, kind: "undetermined", word: "verdict.undetermined", says: []string{"verdict.undetermined.extended", "file.extended", "difference.added-nothing"}},
		{name: "signed-later", office: func(o *office) { o.issue(false) }, site: func(t *testing.T, s *site) { s.programs(t) }, look: func(p *browser.Page, s *scene) {
			drop(p, "s.pdf", append(pdfWith(s.made.proof.Full()), signedLater...))
		}, kind: "undetermined", word: "verdict.undetermined", says: []string{"verdict.undetermined.signed", "file.extended", "difference.added-signature"}},
		{name: "different", office: func(o *office) { o.issue(false) }, look: func(p *browser.Page, s *scene) {
			drop(p, "s.pdf", []byte(strings.Replace(string(pdfWith(s.made.proof.Full())), "a \\) b", "c \\) d", 1)))
		}, kind: "valid", word: "verdict.valid", says: append(good, "file.unchecked", "difference.unlike"), never: []string{"file.different", "verdict.altered"}},
		{name: "never-issued", look: func(p *browser.Page, s *scene) { drop(p, "s.pdf", pdfWith(s.made.proof.Full())) }, kind: "valid", word: "verdict.valid", says: append(good, "file.unchecked", "difference.unissued"), never: []string{"verdict.altered"}},
		{name: "file-revoked", office: func(o *office) { o.issue(true) }, look: func(p *browser.Page, s *scene) { drop(p, "s.pdf", pdfWith(s.made.proof.Full())) }, kind: "revoked", word: "verdict.revoked", says: []string{"page.revoked.file", "1 April 2026", "Salah cetak", "status.good"}, never: []string{"page.why"}},
		{name: "file-offline", site: func(t *testing.T, s *site) { s.silence(true) }, look: func(p *browser.Page, s *scene) { drop(p, "s.pdf", pdfWith(s.made.proof.Full())) }, kind: "valid", word: "verdict.valid", says: []string{"file.unchecked", "page.offline.sentence"}},
		{name: "ambiguous", look: func(p *browser.Page, s *scene) {
			other := newOffice(func(o *office) { o.person.Name = "Budi" })
			drop(p, "s.pdf", append(pdfWith(s.made.proof.Full()), pdfWith(other.proof.Full())...))
		}, kind: "unread", word: "unread.headline", says: []string{"unread.ambiguous"}},
		{name: "proof-file", look: func(p *browser.Page, s *scene) { drop(p, "x", s.made.proof.Full()) }, kind: "valid", word: "verdict.valid", says: good},
		{name: "hostile", office: func(o *office) { o.hostile() }, kind: "valid", word: "verdict.valid", says: []string{"<img src=x onerror=alert(1)>", "U+200B", "U+2060", "שלום"}},
		{name: "long-name", office: func(o *office) { o.person.Name = strings.Repeat("W", 200); o.reissue() }, kind: "valid", word: "verdict.valid", says: good},
		{name: "long-name-words", office: func(o *office) { o.person.Name = strings.Repeat("Raden Ajeng ", 16) + "Siti"; o.reissue() }, kind: "valid", word: "verdict.valid", says: good},
	}
}

// hostile puts HTML, script, hidden characters and another direction of writing into every field that is signed.
func (o *office) hostile() {
	script := "<img src=x onerror=alert(1)><script>alert(2)</script>{name}"
	o.person = signer.Person{Subject: signer.Subject{1}, Name: script + " \u200bSiti\u2060 שלום عبد", Unit: script + "שלום", Position: "\"'`" + script, Rank: script, NIPLast4: "1001"}
	o.reissue(func(l *trust.List) {
		l.Institution, l.Registrars[0].Name, l.Texts[0].Title = script+"\u200d", script, script
	})
}

// reissue signs list and proof anew after changes.
func (o *office) reissue(change ...func(*trust.List)) {
	for _, f := range change {
		f(&o.list)
	}
	o.trust = must(trust.Sign(o.list, demoKey("root")))
	o.files["/trust"] = o.trust
	o.record()
	o.files["/v1/proofs/"+string(o.proof.Code())] = o.proof.Full()
}

// open comes to the page by the QR code.
func open(p *browser.Page, s *scene) {
	p.Eval(fmt.Sprintf("location.hash = %q", fragment(s.made)), nil)
}

func fragment(o *office) string { return digits(o.proof.Short()) }

func submit(p *browser.Page, text string) {
	p.Eval(fmt.Sprintf(`document.getElementById("text").value = %q; document.querySelector("#typed button").click()`, text), nil)
}

// TestScenes shows the page in every state, at 320 px and in both languages. With IKRAR_SCREENSHOTS=DIR it keeps pictures of
// them, of the desktop and of dark colours too, for people to look at.
func TestScenes(t *testing.T) {
	t.Parallel()
	for _, s := range allScenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.play(t)
		})
	}
}

func (s *scene) play(t *testing.T) {
	site, p := newSite(t), browser.Beside(t)
	p.Size(320, 640)
	if !s.worker() {
		always(p, withoutWorker)
	}
	s.made, s.served, s.t = newOffice(), site, t
	if s.office != nil {
		s.office(s.made)
	}
	if s.now == 0 {
		s.now = today
	}
	site.opens(s.made)
	visit(p, site, s.now)
	if s.site != nil {
		s.site(t, site)
	}
	if s.look == nil {
		s.look = open
	}
	s.look(p, s)
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		s.check(t, lang, settled(p))
		keep(t, p, s.name+"-"+string(lang))
		p.Eval(`document.getElementById("language").click()`, nil)
	}
	for _, complaint := range p.Errors() {
		// The second is of a service worker that was being fetched when the network went, the third of a text to be kept.
		if !strings.Contains(complaint, "Failed to load resource") && !strings.Contains(complaint, "error occurred when fetching the script") &&
			!strings.Contains(complaint, "Cache.add() failed") {
			t.Errorf("the browser complains: %s", complaint)
		}
	}
}

// worker says whether the page registers its service worker. To keep every file of the page once
// more is half of a scene's work, and nothing of what most scenes show, so that some have it here
// and, with IKRAR_SCENES=whole, all.
func (s *scene) worker() bool {
	return slices.Contains([]string{"valid", "offline", "code", "issued"}, s.name) || os.Getenv("IKRAR_SCENES") == "whole"
}

// visit opens the page in a tab of its own, which makes it a first visit, at that time.
func visit(p *browser.Page, site *site, now int64) {
	at(p, now)
	p.Open(site.URL)
	p.Wait(`document.getElementById("owner").textContent !== ""`)
}

func (s *scene) check(t *testing.T, lang phrase.Lang, got shown) {
	t.Helper()
	say := func(key string) string {
		if id, en, ok := strings.Cut(key, "|"); ok { // a text in each language
			return map[phrase.Lang]string{phrase.ID: id, phrase.EN: en}[lang]
		}
		text, _, _ := strings.Cut(web.Book.Say(lang, key), "{") // up to what is filled in
		return text
	}
	if got.Lang != string(lang) || got.Kind != s.kind || got.Word != say(s.word) {
		t.Errorf("%s: in %s a %s %q", lang, got.Lang, got.Kind, got.Word)
	}
	if !strings.Contains(got.Heard, say(s.word)) {
		t.Errorf("%s: heard is %q", lang, got.Heard)
	}
	for _, key := range s.says {
		if !strings.Contains(got.Text, say(key)) {
			t.Errorf("%s: does not say %q (%s):\n%s", lang, say(key), key, got.Text)
		}
	}
	for _, key := range s.never {
		if strings.Contains(got.Text, say(key)) {
			t.Errorf("%s: says %q (%s):\n%s", lang, say(key), key, got.Text)
		}
	}
	if len(got.Wide) > 0 {
		t.Errorf("%s: wider than the window: %q", lang, got.Wide)
	}
	if strings.Contains(got.Text, "undefined") || strings.Contains(got.Text, "NaN") || regexp.MustCompile(`\b(page|reason|verdict|field)\.[a-z]`).MatchString(got.Text) {
		t.Errorf("%s: holes in the text:\n%s", lang, got.Text)
	}
}

// keep keeps pictures of the page where somebody wants to look at them.
func keep(t *testing.T, p *browser.Page, name string) {
	t.Helper()
	dir := os.Getenv("IKRAR_SCREENSHOTS")
	if dir == "" {
		return
	}
	shoot := func(suffix string) {
		if err := os.WriteFile(filepath.Join(dir, name+suffix+".png"), p.Screenshot(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shoot("-320")
	if strings.HasSuffix(name, "-en") {
		return
	}
	p.Dark(true)
	p.Size(1100, 700)
	shoot("-dark")
	p.Dark(false)
	shoot("-1100")
	p.Size(320, 640)
}
