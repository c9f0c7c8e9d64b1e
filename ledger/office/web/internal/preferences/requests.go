package preferences

import (
	"encoding/base64"
	"errors"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// carried is the page of what was carried to the root, and comes back.
type carried struct {
	Waiting []waiting
	Failed  string // why what came back is not taken; in words
	At      string // the server where alone it is taken; "" for here
}

type waiting struct {
	Mark, Name, By string
	At             time.Time
	Sentences      []string
}

// markOf names a request in addresses.
func markOf(a rootact.Asked) string { return signer.DigestOf(a.Bytes()).String() }

func (p preferences) waiting(r *frame.Request) error { return p.showWaiting(r, "") }

func (p preferences) showWaiting(r *frame.Request, failed string) error {
	c := carried{Failed: failed, At: p.desk.At()}
	err := p.desk.Do(r.Context(), func(i *office.Institution) error {
		all, err := rootact.Waiting(i)
		for _, a := range all {
			c.Waiting = append(c.Waiting, waiting{markOf(a), a.Name(), a.By, a.At,
				rootact.Explain(r.Lang, a.InForce, a.Next)})
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.Show("permintaan", c)
}

// download hands out the file that is carried.
func (p preferences) download(r *frame.Request) error {
	var a rootact.Asked
	var ok bool
	if err := p.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		a, ok, err = asked(i, r.PathValue("request"))
		return err
	}); err != nil {
		return err
	}
	if !ok {
		return r.Go(path + "/permintaan")
	}
	return offer(r, a.Name(), a.Bytes())
}

func (p preferences) withdraw(r *frame.Request) error {
	if err := p.desk.Do(r.Context(), func(i *office.Institution) error {
		a, ok, err := asked(i, r.PathValue("request"))
		if err != nil || !ok {
			return err
		}
		return rootact.Withdraw(i, a)
	}); err != nil {
		return err
	}
	return r.Go(path + "/permintaan")
}

// returned is what came back, and what it changes.
type returned struct {
	Sentences []string
	Fallen    int
	Sessions  int
	Void      int
	Answer    string // in base64: a browser gives a file back once
}

// receive shows what came back, before it is put in force.
func (p preferences) receive(r *frame.Request) error {
	answer, err := uploadedUpTo(r, "answer", trust.MaxList)
	if err != nil {
		return err
	}
	if answer == nil {
		return p.showWaiting(r, r.Say("preferences.answer.none"))
	}
	back := returned{Answer: base64.StdEncoding.EncodeToString(answer)}
	err = p.desk.Do(r.Context(), func(i *office.Institution) error {
		plan, err := rootact.PlanTake(i, answer)
		if err != nil {
			return err
		}
		back.Sentences = rootact.Explain(r.Lang, plan.Old, plan.Next)
		back.Fallen, back.Sessions, back.Void = plan.Fallen, plan.Sessions, plan.Void
		return nil
	})
	if why := whyNotTaken(r, err); why != "" {
		return p.showWaiting(r, why)
	}
	if err != nil {
		return err
	}
	return r.Show("terima", back)
}

// take puts in force what came back. All of it is checked once more.
func (p preferences) take(r *frame.Request) error {
	answer, err := base64.StdEncoding.DecodeString(r.Text("answer"))
	if err != nil {
		return p.showWaiting(r, r.Say("preferences.answer.none"))
	}
	err = p.desk.Do(r.Context(), func(i *office.Institution) error {
		plan, err := rootact.PlanTake(i, answer)
		if err != nil {
			return err
		}
		return plan.Take(r.Context(), p.desk.Officer())
	})
	if why := whyNotTaken(r, err); why != "" {
		return p.showWaiting(r, why)
	}
	if err != nil {
		return err
	}
	return r.Go(path + "?selesai=1")
}

// whyNotTaken says why what came back is refused, where that is in it; "" otherwise.
func whyNotTaken(r *frame.Request, err error) string {
	var refused *office.RefusedError
	if !errors.As(err, &refused) {
		return ""
	}
	key := map[office.Code]string{
		rootact.AnswerForeign: "preferences.answer.foreign",
		rootact.AnswerOlder:   "preferences.answer.older",
		rootact.AnswerUnasked: "preferences.answer.unasked",
		rootact.AnswerTaken:   "preferences.answer.taken",
		office.Stale:          "preferences.answer.stale",
	}[refused.Code]
	if key == "" {
		return ""
	}
	return r.Say(key, refused.Args...)
}
