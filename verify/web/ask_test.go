package web_test

import (
	"strings"
	"testing"

	"ikrar/verify/phrase"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// askScenes are those of what only the ledger can say, and of what comes in the place of its
// answer.
func askScenes() []*scene {
	const code = "K7QM-2F8D-9XPA"
	typed := func(p *browser.Page, _ *scene) { submit(p, code) }
	failed := func(path string, f failing) func(*testing.T, *site) {
		return func(_ *testing.T, s *site) { s.fails(path, f) }
	}
	codeFails := func(name string, f failing, says ...string) *scene {
		return &scene{name: "code-" + name, site: failed("/v1/proofs/"+code, f), look: typed, kind: "unread",
			word: "verdict.undetermined",
			says: append(says, "page.code.unanswered", "page.again"), never: []string{"unread.code-unknown"}}
	}
	statusFails := func(name string, f failing, says ...string) *scene {
		return &scene{name: "status-" + name, site: failed("/status", f), kind: "valid", word: "verdict.valid",
			says:  append(says, "page.unchecked.status", "page.unchecked.sentence", "page.again"),
			never: []string{"status.good", "page.offline"}}
	}
	number := func(p *browser.Page, s *scene) {
		open(p, s)
		settled(p)
		p.Eval(`document.getElementById("number").click()`, nil)
		p.Wait(`!document.getElementById("number")`)
	}
	const printed = "800.1.3.3.22/3/BKD/2026"
	scenes := []*scene{
		codeFails("many", failing{429, "too-many", "17"}, "page.cause.many", "Tunggu 17 detik|Wait 17 seconds"),
		codeFails("busy", failing{503, "busy", "1"}, "page.cause.busy", "Tunggu beberapa detik|Wait a few seconds"),
		codeFails("maintained", failing{503, "", "900"}, "page.cause.busy", "Tunggu 15 menit|Wait 15 minutes"),
		codeFails("unpublished", failing{503, "unpublished", "1"}, "page.cause.unpublished"),
		codeFails("broken", failing{502, "", ""}, "page.cause.broken", "502"),
		codeFails("astray", failing{404, "", ""}, "page.cause.broken", "404"), // a proxy's, which knows of no code
		{name: "code-erased", site: failed("/v1/proofs/"+code, failing{410, "gone", ""}), look: typed, kind: "unread",
			word: "verdict.erased",
			says: []string{"unread.code-erased"}, never: []string{"page.again", "unread.code-unknown"}},
		statusFails("many", failing{429, "too-many", "60"}, "page.cause.many", "60 detik|60 seconds"),
		statusFails("busy", failing{503, "stopping", "10"}, "page.cause.busy"),
		statusFails("broken", failing{500, "internal", ""}, "page.cause.broken", "500"),
		statusFails("absent", failing{404, "not-found", ""}, "page.cause.absent"),
		{name: "tiles-busy", site: failed("/checkpoint", failing{503, "unpublished", "1"}), kind: "valid",
			word: "verdict.valid",
			says: []string{"status.good", "page.unchecked.tree.title", "page.cause.unpublished", "page.again"}},
		{name: "file-busy", office: func(o *office) { o.issue(false) }, look: func(p *browser.Page, s *scene) {
			s.served.fails("/v1/certificates/"+hexOf(s.made.proof.Pledge.Digest()), failing{503, "busy", "1"})
			drop(p, "s.pdf", pdfWith(s.made.proof.Full()))
		}, kind: "valid", word: "verdict.valid", says: []string{"file.unchecked", "page.unchecked.file",
			"page.cause.busy", "page.again"}, never: []string{"file.different"}},
		{name: "text-busy", look: func(p *browser.Page, s *scene) {
			s.served.fails("/v1/texts/"+hexOf(s.made.text.Digest()), failing{503, "busy", "1"})
			open(p, s)
		}, kind: "valid", word: "verdict.valid", says: []string{"page.commitment.absent", "page.cause.busy"}},
		{name: "why-busy", office: func(o *office) { o.revoke("hilang") }, look: func(p *browser.Page, s *scene) {
			s.served.fails("/v1/revocations/2", failing{429, "too-many", "30"})
			open(p, s)
			settled(p)
			p.Eval(`document.getElementById("why").click()`, nil)
			p.Wait(`document.querySelectorAll(".verdict .more").length > 1`)
		}, kind: "revoked", word: "verdict.revoked", says: []string{"page.why.none", "page.cause.many", "page.why"},
			never: []string{"hilang"}},

		{name: "number", office: func(o *office) { o.issue(false) }, look: number, kind: "valid", word: "verdict.valid",
			says: []string{printed, "page.compare.number"}, never: []string{"page.number.ask"}},
		{name: "number-none", look: number, kind: "valid", word: "verdict.valid",
			says: []string{"page.number.none", "compare"}},
		{name: "number-revoked", office: func(o *office) { o.issue(true) }, look: number, kind: "valid",
			word: "verdict.valid",
			says: []string{printed, "page.number.revoked", "Salah cetak"}},
		{name: "number-by-code", office: func(o *office) { o.issue(false) }, look: func(p *browser.Page, s *scene) {
			submit(p, string(s.made.proof.Code()))
		},
			kind: "valid", word: "verdict.valid", says: []string{printed}, never: []string{"page.number.ask"}},
		{name: "number-busy", look: func(p *browser.Page, s *scene) {
			s.served.fails("/v1/certificates/"+hexOf(s.made.proof.Pledge.Digest()), failing{503, "busy", "1"})
			open(p, s)
			settled(p)
			p.Eval(`document.getElementById("number").click()`, nil)
			p.Wait(`document.getElementById("number").previousElementSibling.tagName === "P"`)
		}, kind: "valid", word: "verdict.valid", says: []string{"page.cause.busy", "page.number.ask"}},

		{name: "campaign", kind: "valid", word: "verdict.valid", says: []string{campaignTitle + " (deklarasi-2026)"}},
		{name: "campaign-forged", office: func(o *office) {
			o.campaign("thief", "Deklarasi Palsu", o.text.Body)
		}, kind: "valid", word: "verdict.valid",
			says: []string{"deklarasi-2026"}, never: []string{"Palsu"}},
		{name: "campaign-other-text", office: func(o *office) {
			o.campaign("registrar", "Deklarasi Lain", workedText)
		}, kind: "valid", word: "verdict.valid",
			says: []string{"deklarasi-2026"}, never: []string{"Deklarasi Lain"}},
	}
	return scenes
}

// What was not checked stands in the card of the answer, and the text that was signed is folded up
// under its title.
func TestCard(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Beside(t)
	visit(p, s, today)
	s.silence(true)
	p.Eval(`location.hash = "`+fragment(o)+`"`, nil)
	expect(t, settled(p), "verdict.valid")
	var card, summary string
	p.Eval(`document.querySelector(".verdict").innerText`, &card)
	p.Eval(`document.querySelector("#commitment:not([open]) summary").innerText`, &summary)
	if want := say("page.unchecked.status"); !strings.Contains(card, want) {
		t.Errorf("the card does not say %q:\n%s", want, card)
	}
	if !strings.Contains(summary, o.text.Title) {
		t.Errorf("the folded text is called %q", summary)
	}
}

// Without a trust list nothing is checked, and why there is none is said.
func TestNoTrustList(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	s.fails("/trust", failing{503, "stopping", "10"})
	p := browser.Beside(t)
	expect(t, arrive(p, s, o), "verdict.undetermined", "page.trust.none", "page.cause.busy", "page.again")
	s.opens(o)
	p.Eval(`document.querySelector(".verdict button").click()`, nil)
	expect(t, settled(p), "verdict.valid", "status.good")
}

func say(key string) string { return web.Book.Say(phrase.ID, key) }
