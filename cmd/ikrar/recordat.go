package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	acting "ikrar/ledger/remote"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

var recordAtPhrases = phrase.Book{
	"record.flag.at":         {ID: "mencatat di buku besar yang dilayani di `ALAMAT` ini, bukan di lembaga di komputer ini", EN: "record in the ledger served at this `URL`, not in the institution on this computer"},
	"record.flag.trust":      {ID: "`BERKAS` daftar kepercayaan yang Anda percayai, untuk --at", EN: "`FILE` of a trust list that you believe, for --at"},
	"record.total.at":        {ID: "{count} tercatat, {failed} ditolak", EN: "{count} recorded, {failed} refused"},
	"fault.record-flag":      {ID: "--trust hanya untuk --at ALAMAT", EN: "--trust is only for --at URL"},
	"fault.record-at-pledge": {ID: "{path}: bukan komitmen; di sebuah alamat hanya komitmen dapat dicatat", EN: "{path}: not a pledge; at a URL only pledges can be recorded"},
	"fault.served-root":      {ID: "{path}: dua kunci akar yang berbeda memakai nama {origin}. Anda mempercayai {kept}; alamat itu menyajikan {offered}", EN: "{path}: two different root keys claim the name {origin}. You believe {kept}; that address serves {offered}"},
	"fault.served-root.hint": {ID: "tanyakan sidik jarinya kepada lembaga itu lewat jalan lain. Bila daftar Anda yang keliru: ikrar trust unpin {origin}, atau beri --trust BERKAS yang benar", EN: "ask the institution for its fingerprint by another way. If your list is the wrong one: ikrar trust unpin {origin}, or give the right --trust FILE"},
	"fault.record-at-answer": {ID: "{address}: jawaban atas {path} tidak ditandatangani buku besar yang Anda percayai", EN: "{address}: the answer to {path} is not signed by the ledger that you believe"},
}

// recordedAt is the --json form of a pledge recorded at an address, which does not say whether it had been recorded before.
type recordedAt struct {
	Index uint64      `json:"index"`
	Code  verify.Code `json:"code"`
	File  string      `json:"file"`
	Time  int64       `json:"time"`
}

// recordAt records the pledges in files in a ledger elsewhere, many in a request, and prints a line for each once the ledger has
// signed that it is on disk.
func (a *app) recordAt(cmd *cobra.Command, address, trustPath string, paths []string) error {
	ctx := cmd.Context()
	url, err := remote.ParseURL(address)
	if err != nil {
		return proposed(refuse("pledge-url", "address", address).usage(cmd.CommandPath()), address)
	}
	believed, err := a.trustOf(ctx, url, trustPath)
	if err != nil {
		return trustFault(err)
	}
	post := poster{app: a, url: url, trust: believed, bar: a.progress(int64(len(paths)), "progress.record")}
	defer post.bar.end()
	if err := post.renew(ctx); err != nil {
		return err
	}
	for _, path := range paths {
		raw, err := files.ReadBounded(path, signer.MaxStatement)
		if err == nil {
			if _, wrong := signer.Parse[signer.Pledge](raw); wrong != nil {
				err = refuse("record-at-pledge", "path", path)
			}
		}
		if err := post.add(ctx, path, raw, err); err != nil {
			return err
		}
	}
	if err := post.flush(ctx); err != nil {
		return err
	}
	post.bar.end()
	a.note("record.total.at", "count", phrase.Number(a.lang, post.count), "failed", phrase.Number(a.lang, post.failed))
	if post.failed > 0 {
		return outcome(exitRefused)
	}
	return nil
}

// poster sends pledges on as soon as there are enough for a request.
type poster struct {
	*app
	url           string
	trust         *trust.List
	bar           *progress
	paths         []string
	pledges       [][]byte
	errs          []error // of files that are not sent, in their places
	bytes         int
	count, failed int
}

// renew takes the trust list in force, which names the ledger's keys.
func (p *poster) renew(ctx context.Context) error {
	note, err := p.client.At(p.url).Trust(ctx)
	if err != nil {
		return p.servedFault(p.url, err)
	}
	list, err := p.trust.Renew(note)
	if err == nil {
		p.trust = list
		return atItsAddress(p.url, list)
	}
	if served, wrong := trust.Pin(note); wrong == nil && served.Origin != p.trust.Origin {
		return refuse("audit-other", "url", p.url, "served", served.Origin, "origin", p.trust.Origin)
	}
	if served, other := p.trust.OtherRoot(note); other {
		return p.twoRoots("served-root", p.url, p.trust, served)
	}
	return refuse("pledge-answer", "address", p.url).because(err)
}

func (p *poster) add(ctx context.Context, path string, pledge []byte, err error) error {
	if len(p.paths) == acting.SequencePledges || p.bytes+len(pledge) > acting.SequenceBytes {
		if err := p.flush(ctx); err != nil {
			return err
		}
	}
	p.paths, p.errs = append(p.paths, path), append(p.errs, err)
	if err == nil {
		p.pledges, p.bytes = append(p.pledges, pledge), p.bytes+len(pledge)
	}
	return nil
}

// flush sends what there is, and says what became of each file. Its error is of the ledger, not of a file.
func (p *poster) flush(ctx context.Context) error {
	var answers []acting.Recorded
	var fatal error
	if len(p.pledges) > 0 {
		var err error
		if answers, err = p.actingAt(p.url).PledgeAll(ctx, p.pledges); err != nil {
			fatal = p.servedFault(p.url, err)
			answers = make([]acting.Recorded, len(p.pledges))
		}
	}
	pledges, asked := p.pledges, fatal == nil
	for n, path := range p.paths {
		err := p.errs[n]
		if err == nil {
			var answer acting.Recorded
			answer, answers = answers[0], answers[1:]
			pledge := pledges[0]
			pledges = pledges[1:]
			refusal := answer.Refusal()
			switch {
			case !asked:
				continue
			case refusal != nil && slices.Contains(outOfServiceCodes, refusal.Code):
				fatal = p.servedFault(p.url, refusal) // it would be said of every further file
				continue
			case refusal != nil:
				err = p.servedFault(path, refusal)
			default:
				err = p.verify(ctx, path, pledge, answer)
			}
			if err == nil {
				p.count++
				r := recordedAt{answer.Index, verify.CodeOf(pledge), path, answer.Time}
				p.result(r, func() { p.line(r.Index, r.Code, r.File) })
			}
		}
		if err != nil {
			p.failed++
			p.complain(path, err)
		}
		p.bar.add(1)
	}
	p.paths, p.pledges, p.errs, p.bytes = nil, nil, nil, 0
	return fatal
}

// verify checks an answer, by the keys of now where the ledger has another one since this began.
func (p *poster) verify(ctx context.Context, path string, pledge []byte, answer acting.Recorded) error {
	if answer.Verify(pledge, p.trust) == nil {
		return nil
	}
	if err := p.renew(ctx); err != nil {
		return err
	}
	if err := answer.Verify(pledge, p.trust); err != nil {
		return refuse("record-at-answer", "address", p.url, "path", path).because(err)
	}
	return nil
}

// outOfServiceCodes are what a served ledger says of a pledge that nothing is wrong with (HTTP.md section 2).
var outOfServiceCodes = []string{"clock", "disk-full", "stopping", "out-of-service", "ledger-range"}
