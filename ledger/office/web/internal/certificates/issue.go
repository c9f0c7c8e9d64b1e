package certificates

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/verify/phrase"
)

// planned is what is shown before certificates are issued.
type planned struct {
	choice
	*office.IssuePlan
	Names     []issue.Certificate // the first of them
	More      int                 // and so many
	Witnesses int                 // that are asked to cosign
	Mark      string
	Noted     string // the note of who issued last by then
	Changed   bool   // since the officer saw it
	Sooner    string // who issued since
	Unseen    *unseen
}

// unseen is how certificates are set at a server, where this officer has not seen it yet: somebody
// else may have put another signatory there.
type unseen struct {
	config.Certificate
	News    string // what names it
	Missing bool   // the officer has not said that it was looked at
}

func unseenOf(r *frame.Request, i *office.Institution) *unseen {
	away := desk.AwayOf(i.Home)
	if away == nil || away.News() == "" {
		return nil
	}
	return &unseen{i.Config.Certificate, away.News(), r.Method == http.MethodPost}
}

// seen takes the officer's word that the settings were looked at: those that were shown.
func seen(r *frame.Request, i *office.Institution) (bool, error) {
	away := desk.AwayOf(i.Home)
	switch {
	case away == nil || away.News() == "":
		return true, nil
	case away.News() != r.Text("seen"):
		return false, nil
	}
	return true, away.See(i.Home, r.Text("seen"))
}

// errUnseen says that somebody else has changed how certificates are set since the plan was shown.
var errUnseen = &office.RefusedError{Code: office.Stale, Args: []any{"what", config.Name}}

// maxShown is how many names of a plan or of refusals are shown: nobody reads thousands.
const maxShown = 100

func (c *certificates) plan(r *frame.Request) error { return c.showPlan(r, false) }

func (c *certificates) showPlan(r *frame.Request, changed bool) error {
	page := planned{Changed: changed}
	if err := c.do(r.Context(), func(i *office.Institution) error {
		all, err := c.survey(i)
		if err != nil {
			return err
		}
		counted, err := campaigns(i, all)
		if err != nil {
			return err
		}
		page.choice = choosing(r, counted, hasMissing)
		if page.choice.Campaign == "" {
			return nil
		}
		request, issued := page.request(), 0
		request.Indexes = []uint64{} // those alone that have none: to look at all anew takes seconds
		for _, one := range chosen(all, page.choice.Campaign, page.choice.Unit) {
			if one.Number != "" {
				issued++
				continue
			}
			page.Names = append(page.Names, one)
			request.Indexes = append(request.Indexes, one.Index)
		}
		if page.IssuePlan, err = i.PlanIssue(request); err != nil {
			return err
		}
		page.IssuePlan.Issued += issued
		page.Mark = page.IssuePlan.Mark()
		last := c.desk.Last(i, desk.Issuing+page.choice.Campaign)
		if page.Noted = last.Stamp(); changed && page.Noted != r.Text("noted") {
			page.Sooner = r.Sooner(last.By, last.At)
		}
		list, _ := i.Ledger.Trust()
		page.Witnesses = len(list.Policy.Witnesses)
		page.Unseen = unseenOf(r, i)
		return nil
	}); err != nil {
		return err
	}
	if len(page.Names) > maxShown {
		page.More = len(page.Names) - maxShown
		page.Names = page.Names[:maxShown]
	}
	return r.Show("terbitkan", page)
}

func (ch choice) request() issue.Request { return issue.Request{Campaign: ch.Campaign, Unit: ch.Unit} }

// issue makes the certificates that were shown, and no others.
func (c *certificates) issue(r *frame.Request) error {
	registrar, err := c.desk.Registrar()
	if err != nil {
		return err
	}
	ch := choice{Campaign: r.Text("campaign"), Unit: r.Text("unit")}
	var request issue.Request
	changed, known := ch.Campaign == "", false
	if err := c.do(r.Context(), func(i *office.Institution) error {
		if changed {
			return nil
		}
		plan, err := i.PlanIssue(ch.request())
		if err != nil {
			return err
		}
		changed = plan.Mark() != r.Text("mark")
		plan.OnlyMissing()
		request = plan.Request
		if !changed {
			known, err = seen(r, i)
		}
		return err
	}); err != nil {
		return err
	}
	if changed || !known {
		return c.showPlan(r, changed)
	}
	run := issuing{room: c, request: request, say: r.Say, lang: r.Lang,
		who: r.Say("certificates.who", "officer", c.desk.Officer(), "pid", os.Getpid())}
	return r.Work("certificates.working", func(ctx context.Context, p frame.Progress) (frame.Outcome, error) {
		var issuingError error
		err := c.do(ctx, func(i *office.Institution) error {
			if away := desk.AwayOf(i.Home); away != nil && away.News() != "" { // in this moment
				return errUnseen
			}
			plan, err := i.PlanIssue(request)
			if err != nil {
				return err
			}
			plan.Who, plan.Waiting = run.who, func(who string) { p.Step(0, plan.Missing, run.waiting(who)) }
			p.Step(0, plan.Missing, run.say("certificates.covering"))
			if issuingError = plan.Cover(ctx); issuingError == nil {
				issuingError = plan.Issue(ctx, registrar, func(one issue.Certificate, err error) {
					run.done(p, plan,
						one, err)
				})
			}
			run.Left = plan.Missing - run.New - run.Refused
			if run.New > 0 {
				c.desk.Note(i, desk.Issuing+request.Campaign)
			}
			return issuingError
		})
		return run.outcome(), err
	})
}

// issuing is a run of issuing, and what came of it.
type issuing struct {
	room    *certificates
	request issue.Request
	say     func(key string, args ...any) string
	lang    phrase.Lang
	who     string
	made    []issue.Certificate

	Done, New, Refused, Left int
	Refusals                 []refusal // the first of them
}

// refusal is why somebody has no certificate, in words.
type refusal struct{ Name, Unit, Why string }

func (run *issuing) waiting(who string) string {
	if who == "" {
		who = run.say("certificates.who.unknown")
	}
	return run.say("certificates.waiting", "who", who)
}

func (run *issuing) done(p frame.Progress, plan *office.IssuePlan, c issue.Certificate, err error) {
	run.Done++
	switch {
	case err != nil:
		run.Refused++
		if len(run.Refusals) < maxShown {
			run.Refusals = append(run.Refusals, refusal{c.Name, c.Unit, explain(run.say, run.lang, err)})
		}
	case c.New:
		run.New++
		c.Campaign = run.request.Campaign
		run.made = append(run.made, c)
	}
	p.Step(run.Done, plan.Missing, c.Name)
}

// RefusedMore are the refusals that are not shown.
func (run *issuing) RefusedMore() int { return run.Refused - len(run.Refusals) }

// Again leads to the plan of what is left.
func (run *issuing) Again() string {
	return frame.Link(path+"/terbitkan", "campaign", run.request.Campaign, "unit", run.request.Unit)
}

// Downloads leads to the other ways to take certificates away.
func (run *issuing) Downloads() string {
	return frame.Link(path+"/unduh", "campaign", run.request.Campaign, "unit", run.request.Unit)
}

func (run *issuing) outcome() frame.Outcome {
	o := frame.Outcome{Template: "hasil", Data: run}
	if len(run.made) > 0 {
		pack := packing{run.room, run.say, run.lang, run.made}
		o.Files = []frame.File{
			{Name: "sertifikat.zip", Media: "application/zip", Label: run.say("certificates.take.zip"),
				Write: func(w io.Writer) error { return pack.people(w, false) }},
			{Name: "cetak.zip", Media: "application/zip", Label: run.say("certificates.take.prints"),
				Write: pack.prints},
		}
	}
	return o
}

// explain says why a certificate was refused: in the words of the command, which has them all.
func explain(say func(key string, args ...any) string, lang phrase.Lang, err error) string {
	var glyph *certificate.MissingGlyphError
	var field *certificate.FieldError
	var early *ledger.UnpublishedError
	switch {
	case errors.As(err, &glyph):
		return say("fault.certificate-glyph", "rune", string(glyph.Rune), "code", fmt.Sprintf("%U", glyph.Rune),
			"field", say("certificate.field."+strings.ToLower(glyph.Field)))
	case errors.As(err, &field):
		return say("fault.certificate-field", "field", say("certificate.field."+strings.ToLower(field.Field)),
			"reason", say("certificate.reason."+fieldReasons[field.Reason]))
	case errors.As(err, &early):
		return say("fault.issue-unpublished", "published", phrase.Number(lang, early.Published))
	case errors.As(err, new(*issue.InvalidError)):
		return say("certificates.refused.invalid")
	case errors.Is(err, issue.ErrPlan):
		return say("fault.issue-plan")
	case errors.Is(err, issue.ErrPlanVersion):
		return say("fault.issue-version")
	case errors.Is(err, issue.ErrTemplate):
		return say("fault.issue-template")
	}
	return say("certificates.refused.revoked") // the last of what issue.Issuer.Run refuses
}

var fieldReasons = map[error]string{certificate.ErrEmpty: "empty", certificate.ErrTooLong: "too-long",
	certificate.ErrNoRoom: "no-room", certificate.ErrColor: "color", certificate.ErrTooLight: "too-light",
	certificate.ErrLanguage: "language"}
