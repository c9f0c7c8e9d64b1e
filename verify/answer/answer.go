// Package answer puts a result of package verify into what people and programs read: sentences in
// their language, and one JSON object an input. Both commands that verify speak through it, so that
// they give the same answer.
package answer

import (
	"fmt"
	"time"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// Answer is the answer to one input. Its JSON is the contract of `verify --json`, to the field;
// times are Unix seconds. Texts in it are as they were signed: only what is printed for people is
// made [phrase.Visible], and the sentences of steps.
type Answer struct {
	Input     string           `json:"input"`
	Verdict   verify.Verdict   `json:"verdict"`
	Integrity verify.Integrity `json:"integrity"`
	Trust     verify.Standing  `json:"trust"`
	Status    verify.State     `json:"status"`
	File      verify.File      `json:"file"`
	Steps     []Step           `json:"steps"`
	Index     *uint64          `json:"index"` // null where nothing could be read
	Time      *int64           `json:"time"`
	Code      string           `json:"code"`
	Person    Person           `json:"person"`
	Pledge    Pledge           `json:"pledge"`
	Registrar Named            `json:"registrar"`
	Quorum    Quorum           `json:"quorum"`

	Number string `json:"-"` // of the certificate, where the ledger confirms it

	lang   phrase.Lang
	zone   *time.Location
	differ []string // sentences on what differs from the issued file
	more   []string // what [Answer.Explain] was told
	result verify.Result
	trust  *trust.List
	now    int64  // when it was checked
	unread string // the key of why nothing could be read
}

// Step is one numbered step: true where it holds, false where it fails, null where it was not
// possible. Its code is of verify.ReasonCodes; what is said for people may change, the code does
// not.
type Step struct {
	N      int    `json:"n"`
	Name   string `json:"name"`
	OK     *bool  `json:"ok"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Person is whom the credential names.
type Person struct {
	Name     string `json:"name"`
	Unit     string `json:"unit"`
	Position string `json:"position"`
	Rank     string `json:"rank"`
	NIPLast4 string `json:"nip_last4"`
}

// Pledge is what was signed.
type Pledge struct {
	TextID     string `json:"text_id"`
	TextDigest string `json:"text_digest"`
	Campaign   string `json:"campaign"`
	Place      string `json:"place"`
	Time       int64  `json:"time"` // by the employee's clock
}

// Named is someone known by name alone.
type Named struct {
	Name string `json:"name"`
}

// Quorum says which witnesses cosigned.
type Quorum struct {
	Need  int      `json:"need"`
	Have  int      `json:"have"`
	Names []string `json:"names"`
}

// New puts a result into words. trust is the list it was checked against, now the time it was
// checked at, Unix seconds.
func New(lang phrase.Lang, input string, r verify.Result, list *trust.List, now int64) Answer {
	a := Answer{
		Input: input, Verdict: r.Verdict, Integrity: r.Integrity, Trust: r.Trust, Status: r.Status.State, File: r.File,
		Registrar: Named{r.Registrar}, Quorum: Quorum(r.Quorum),
		lang: lang, zone: time.UTC, result: r, trust: list, now: now,
	}
	if zone, ok := phrase.Zone(list.Timezone); ok {
		a.zone = zone
	}
	for _, s := range r.Steps {
		name := a.say(fmt.Sprint("step.", s.N))
		a.Steps = append(a.Steps, Step{N: s.N, Name: name, OK: s.OK, Code: s.Reason.Code, Detail: a.reason(s.Reason)})
	}
	for _, d := range r.Differences {
		a.differ = append(a.differ, a.difference(d))
		a.Steps[7].Detail += " " + a.difference(d)
	}
	if p := r.Proof; p != nil {
		claims, person := p.Pledge.Claims(), r.Person()
		a.Index, a.Time, a.Code = &p.Index, &p.Time, string(p.Code())
		a.Person = Person{person.Name, person.Unit, person.Position, person.Rank, person.NIPLast4}
		a.Pledge = Pledge{TextID: r.Text.ID, TextDigest: claims.Text.String(),
			Campaign: claims.Campaign, Place: claims.Place, Time: claims.IssuedAt}
	}
	return a
}

// Explain puts a sentence beside the verdict, and into the detail of step n: what the caller knows
// about how that step came out, and the proof does not say.
func (a *Answer) Explain(n int, sentence string) {
	a.Steps[n-1].Detail += " " + sentence
	a.more = append(a.more, phrase.Visible(sentence))
}

// Unread is the answer to an input in which no proof could be found or read: key and args are of a
// sentence of [phrase.Unread], said as it is but for characters that hide.
func Unread(lang phrase.Lang, input, key string, args ...any) Answer {
	a := Answer{
		Input: input, Verdict: verify.Undetermined, Integrity: verify.IntegrityUnknown, Trust: verify.StandingUnknown,
		Status: verify.StateUnchecked, File: verify.FileUnchecked, Quorum: Quorum{Names: []string{}},
		lang: lang, zone: time.UTC, unread: key,
		more: []string{phrase.Visible(phrase.Unread.Say(lang, key, args...))},
	}
	for n := 1; n <= 8; n++ {
		code := "not-reached"
		if n == 8 { // which does not wait for step 1
			code = "file-absent"
		}
		name := a.say(fmt.Sprint("step.", n))
		a.Steps = append(a.Steps, Step{N: n, Name: name, Code: code, Detail: a.say("reason." + code)})
	}
	return a
}

// ExitCode is the exit code of several answers: the worst counts, 3 before 1 before 0.
func ExitCode(answers []Answer) int {
	code := 0
	for _, a := range answers {
		switch c := a.Verdict.ExitCode(); {
		case c == 3:
			return 3
		case c > code:
			code = c
		}
	}
	return code
}

func (a Answer) say(key string, args ...any) string { return book.Say(a.lang, key, args...) }

// reason puts a step's reason into words; times among its arguments become dates.
func (a Answer) reason(r verify.Reason) string {
	var args []any
	for i := 0; i+1 < len(r.Args); i += 2 {
		value := r.Args[i+1]
		if t, ok := value.(int64); ok && r.Args[i] == "time" {
			value = a.moment(t)
		}
		args = append(args, r.Args[i], value)
	}
	return a.say("reason."+r.Code, args...)
}

// difference puts one difference into words; "" is said to be none.
func (a Answer) difference(d verify.Difference) string {
	version := func(s string) string {
		if s == "" {
			return a.say("difference.none")
		}
		return s
	}
	return a.say("difference."+d.What, "issued", version(d.Issued), "here", version(d.Here))
}

func (a Answer) moment(t int64) string {
	return phrase.Moment(a.lang, time.Unix(t, 0), a.zone)
}

var book = func() phrase.Book {
	all, err := phrase.Merge(phrase.Verdicts, phrase.Reasons, phrase.Differences, phrase.Unread, words)
	if err != nil {
		panic(err) // two books share a key: the first test meets it
	}
	return all
}()

// person returns the credential's person for print, or the zero person.
func (a Answer) person() signer.Person { return a.result.Person() }
