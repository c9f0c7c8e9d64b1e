package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/cmd/pins"
	"ikrar/signer/files"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
)

var auditServedPhrases = phrase.Book{
	"arg.url":                    {ID: "ALAMAT", EN: "URL"},
	"audit.flag.trust":           {ID: "`BERKAS` daftar kepercayaan yang Anda percayai, untuk buku besar di ALAMAT", EN: "`FILE` of a trust list that you believe, for a ledger at URL"},
	"audit.flag.state":           {ID: "`BERKAS` ingatan pemeriksa antara dua kunjungan (bawaan: di konfigurasi Anda)", EN: "`FILE` of what the auditor remembers between visits (default: in your configuration)"},
	"audit.served":               {ID: "BERSIH. {size} entri di {url}: setiap ubin, tautan dan akar cocok; {signatures} tanda tangan diperiksa. Akar {root}", EN: "CLEAN. {size} entries at {url}: every tile, link and the root fit; {signatures} signatures checked. Root {root}"},
	"audit.grown":                {ID: "Sejak kunjungan terakhir bertambah {new} entri; yang lama tetap.", EN: "Entries added since the last visit: {new}; the old ones are as they were."},
	"audit.first":                {ID: "Kunjungan pertama: pertumbuhan diperiksa mulai kunjungan berikutnya.", EN: "First visit: growth is checked from the next one on."},
	"audit.witnesses":            {ID: "Lembaga saksi pada titik periksa: {names}", EN: "Witnesses on the checkpoint: {names}"},
	"audit.witnesses.none":       {ID: "Tidak ada lembaga saksi pada titik periksa: buku besar lain dapat diperlihatkan kepada orang lain.", EN: "No witness on the checkpoint: others could be shown another ledger."},
	"audit.revoked":              {ID: "{count} komitmen dicabut atau dihapus datanya menurut daftar status", EN: "pledges revoked or erased by the status list: {count}"},
	"audit.stale":                {ID: "Perhatikan: daftar kepercayaan nomor seri {serial} melewati batas pembaruannya.", EN: "Note: the trust list of serial {serial} is past its next update."},
	"audit.unseen":               {ID: "Tidak terlihat dari luar: isi pernyataan, apakah setiap komitmen di bawah kunci yang dicabut ikut dicabut dan tidak yang lain,\ndan komitmen mana yang disebut oleh suatu penghapusan.", EN: "Not visible from outside: what statements say, whether every pledge under a revoked key was revoked with it and no other,\nand which pledges an erasure names."},
	"audit.what.trust":           {ID: "daftar kepercayaan", EN: "trust list"},
	"audit.what.checkpoint":      {ID: "titik periksa", EN: "checkpoint"},
	"audit.what.quorum":          {ID: "lembaga saksi", EN: "witnesses"},
	"audit.what.rollback":        {ID: "riwayat dipotong", EN: "history cut"},
	"audit.what.fork":            {ID: "riwayat lain", EN: "another history"},
	"audit.what.missing":         {ID: "tidak dilayani", EN: "not served"},
	"audit.what.root":            {ID: "akar", EN: "root"},
	"audit.what.withheld":        {ID: "disembunyikan", EN: "withheld"},
	"audit.what.status":          {ID: "daftar status", EN: "status list"},
	"fault.audit-url":            {ID: "{value}: bukan alamat http atau https buku besar", EN: "{value}: not the http or https address of a ledger"},
	"fault.audit-flags":          {ID: "--trust dan --state hanya untuk buku besar di ALAMAT", EN: "--trust and --state are for a ledger at a URL"},
	"fault.audit-which":          {ID: "tidak satu pun daftar kepercayaan di komputer ini menyebut {url}", EN: "no trust list on this computer names {url}"},
	"fault.audit-which.hint":     {ID: "beri --trust BERKAS dengan trust.note dari lembaganya", EN: "give --trust FILE with the institution's trust.note"},
	"hint.audit-evidence":        {ID: "simpan jawaban ini dan berkas ingatan kunjungan sebagai bukti; perlihatkan kepada lembaganya, lembaga saksi, dan inspektorat", EN: "keep this answer and the state file as evidence; show them to the institution, its witnesses and the inspectorate"},
	"fault.audit-other":          {ID: "{url} melayani buku besar {served}, sedangkan daftar kepercayaan ini milik {origin}", EN: "{url} serves the ledger {served}, and this trust list is of {origin}"},
	"fault.audit-other.hint":     {ID: "beri --trust BERKAS dengan trust.note dari lembaga di alamat itu", EN: "give --trust FILE with the trust.note of the institution at that address"},
	"fault.audit-nowhere":        {ID: "{url}: jawabannya bukan dari buku besar ikrar", EN: "{url}: its answer is not that of an ikrar ledger"},
	"fault.audit-nowhere.hint":   {ID: "alamatnya mungkin salah; menurut daftar kepercayaan, {origin} ada di {listed}", EN: "the address may be wrong; by the trust list {origin} is at {listed}"},
	"fault.visit-trust":          {ID: "{path}: daftar kepercayaan dari kunjungan terakhir bukan dari akar yang Anda percayai", EN: "{path}: the trust list of the last visit is not by the root that you believe"},
	"fault.visit-trust.hint":     {ID: "beri --trust BERKAS dengan trust.note terbaru dari lembaganya; bila akar yang dulu dipercaya keliru, singkirkan {path}", EN: "give --trust FILE with the institution's latest trust.note; if the root believed then was the wrong one, move {path} away"},
	"fault.visit-keep":           {ID: "{path}: ingatan kunjungan tidak dapat disimpan di sini", EN: "{path}: what a visit leaves cannot be kept here"},
	"fault.visit-keep.hint":      {ID: "beri --state BERKAS di tempat yang dapat ditulis", EN: "give --state FILE in a place that can be written to"},
	"fault.audit-unreached":      {ID: "{url} tidak dapat diperiksa", EN: "{url} could not be looked at"},
	"audit.behind":               {ID: "{url} bukan alamat lembaganya: salinan yang belum diperbarui juga terlihat begini. Periksa pula {listed}.", EN: "{url} is not the institution's own address: a copy that was not renewed yet looks like this as well. Audit {listed} too."},
	"fault.audit-copy":           {ID: "{url} hanya salinan berkas yang terbit: pertanyaan menurut kunci atau kode tidak dijawab di sana", EN: "{url} is a copy of published files alone: what is asked by key or code is not answered there"},
	"fault.audit-copy.hint":      {ID: "tanyakan ke alamat lembaganya sendiri, yang tercetak pada sertifikat", EN: "ask at the institution's own address, which is printed on the certificate"},
	"fault.audit-unreached.hint": {ID: "ini bukan temuan; ulangi bila jaringannya pulih", EN: "this is no finding; try again when the network is back"},
}

// servedReport is the --json form of an audit from outside.
type servedReport struct {
	auditReport
	URL       string   `json:"url"`
	Before    uint64   `json:"before"`
	Witnesses []string `json:"witnesses"`
	Revoked   int      `json:"revoked"`
	Serial    uint64   `json:"trust_serial"`
	Stale     bool     `json:"trust_stale"`
}

// auditServed audits a ledger as anybody sees it.
func (a *app) auditServed(cmd *cobra.Command, address, trustPath, statePath string) error {
	url, err := remote.ParseURL(address)
	if err != nil {
		return proposed(refuse("audit-url", "value", address).usage(cmd.CommandPath()), address)
	}
	list, err := a.trustOf(cmd.Context(), url, trustPath)
	if err != nil {
		return trustFault(err)
	}
	if statePath == "" {
		statePath = pins.VisitPath(a.getenv, list.Origin)
	}
	seen, err := a.lastVisit(statePath, list)
	if err == nil {
		err = keepable(statePath)
	}
	if err != nil {
		return unseen(cmd.CommandPath(), err)
	}
	served := a.client.At(url)
	log := tiles.Log{Fetch: served.Fetch, Trust: list, Now: a.now().Unix()}
	if seen != nil {
		log.Trust, log.Seen = seen.trust, []byte(seen.Checkpoint)
	}
	if err := sameLedger(cmd.Context(), served, log.Trust); err != nil {
		return err
	}
	progress, end := a.counted("progress.audit")
	report, err := tiles.Audit(cmd.Context(), log, progress)
	end()
	if err != nil && len(report.Findings) == 0 {
		return unreached(url, err)
	}
	if len(report.Findings) > 0 {
		a.sayRoots(cmd.Context(), served, log.Trust)
	}
	if err := a.reportServed(url, report, seen != nil); err != nil {
		return err
	}
	return keepVisit(statePath, list.Root, report, a.now().Unix())
}

// unreached says that a ledger could not be asked, which says nothing of it.
func unreached(url string, err error) error {
	if errors.Is(err, context.Canceled) {
		return unseen("", err)
	}
	f := refuse("audit-unreached", "url", url).because(err)
	if errors.Is(err, remote.ErrCopy) {
		f = refuse("audit-copy", "url", url)
	}
	if led := (remote.Redirected{}); errors.As(err, &led) {
		f = leads(url, led, "fault.address-leads.listed")
	}
	f.exit = exitUndetermined
	return f
}

// trustOf is the trust list to audit an address by: the one given, or the one of this computer that names the address, or
// the ledger of which it serves a copy.
func (a *app) trustOf(ctx context.Context, url, path string) (*trust.List, error) {
	if path != "" {
		return pins.Read(path)
	}
	known, err := a.pinned()
	if err != nil {
		return nil, err
	}
	if n := slices.IndexFunc(known, func(t *trust.List) bool { return remote.SameAddress(t.URL, url) }); n >= 0 {
		return known[n], nil
	}
	if len(known) == 1 { // its server may be under test at another address
		return known[0], nil
	}
	if len(known) > 1 {
		origin, err := a.client.At(url).Origin(ctx)
		if n := slices.IndexFunc(known, func(t *trust.List) bool { return t.Origin == origin }); err == nil && n >= 0 {
			return known[n], nil
		}
	}
	return nil, refuse("audit-which", "url", url)
}

// sameLedger looks whether a served ledger is that of the trust list, which may not have been meant for
// it: what another one serves says nothing of this one. At the address that the list names, another
// ledger is a finding.
func sameLedger(ctx context.Context, l remote.Ledger, list *trust.List) error {
	url := l.Address()
	if remote.SameAddress(list.URL, url) {
		return nil
	}
	origin, err := l.Origin(ctx)
	if err != nil {
		return unreached(url, err)
	}
	var f *fault
	switch origin {
	case list.Origin:
		return nil
	case "":
		f = refuse("audit-nowhere", "url", url, "origin", list.Origin, "listed", list.URL)
	default:
		f = refuse("audit-other", "url", url, "served", origin, "origin", list.Origin)
	}
	f.exit = exitUndetermined
	return f
}

type lastVisit struct {
	*pins.Visit
	trust *trust.List
}

// lastVisit reads what was kept, and the trust list of then where that is the newer one: no list ever goes back.
func (a *app) lastVisit(path string, list *trust.List) (*lastVisit, error) {
	if path == "" {
		return nil, nil
	}
	v, err := pins.ReadVisit(path, list.Origin)
	if errors.Is(err, pins.ErrVisit) {
		return nil, refuse("watch-state", "path", path)
	}
	if err != nil || v == nil {
		return nil, err
	}
	renewed, err := v.TrustAfter(list)
	if err != nil {
		return nil, refuse("visit-trust", "path", path).because(err)
	}
	return &lastVisit{v, renewed}, nil
}

// keepVisit remembers a clean audit. After a finding the visit before stays: it is half of the evidence.
func keepVisit(path string, root trust.VerifierKey, r tiles.Report, now int64) error {
	return writeState(path, visitOf(root, r, now))
}

// visitOf is what a visit leaves that began with a trust list of this root.
func visitOf(root trust.VerifierKey, r tiles.Report, now int64) pins.Visit {
	return pins.Visit{Origin: r.Trust.Origin, Time: now, Root: root.String(), Trust: string(r.TrustNote), Checkpoint: string(r.Checkpoint)}
}

// keepable looks whether a visit can be kept, before the visit: without it the next one cannot tell what became of this one.
func keepable(path string) error {
	if path == "" {
		return nil
	}
	err := os.MkdirAll(filepath.Dir(path), privateDir)
	if err == nil {
		var f files.Prepared
		if f, err = files.Prepare(path, nil, private); err == nil {
			err = f.Discard()
		}
	}
	return unkept(path, err)
}

// writeState writes what is kept between two visits; nothing where there is no place for it.
func writeState(path string, state any) error {
	if path == "" {
		return nil
	}
	data, err := json.MarshalIndent(state, "", "  ")
	if err == nil {
		err = writeFile(path, append(data, '\n'), private, replaceExisting)
	}
	return unkept(path, err)
}

// unkept makes an error one of a visit that is not remembered, which is no news of the ledger.
func unkept(path string, err error) error {
	if err == nil {
		return nil
	}
	f := refuse("visit-keep", "path", path).because(err)
	f.exit = exitUndetermined
	return f
}

func (a *app) reportServed(url string, r tiles.Report, again bool) error {
	findings := auditFindings(r.Findings)
	out := servedReport{auditOf(r.Size, r.Root, r.Kinds, r.Later, r.Signatures, findings), url, r.Before, r.Witnesses, r.Revoked, r.Trust.Serial, a.now().Unix() > r.Trust.NextUpdate}
	a.result(out, func() {
		a.printFindings(findings)
		if r.Size < r.Before && !remote.SameAddress(r.Trust.URL, url) {
			a.print("audit.behind", "url", url, "listed", r.Trust.URL)
		}
		if r.Checkpoint == nil {
			return // of a log nothing is known without it
		}
		if out.Clean {
			a.print("audit.served", "url", url, "size", phrase.Number(a.lang, r.Size), "signatures", phrase.Number(a.lang, r.Signatures), "root", r.Root)
		}
		a.printKinds(r.Kinds)
		a.printLater(r.Later)
		a.print("audit.revoked", "count", phrase.Number(a.lang, r.Revoked))
		if again {
			a.print("audit.grown", "new", phrase.Number(a.lang, r.Size-min(r.Before, r.Size)))
		} else {
			a.print("audit.first")
		}
		if len(r.Witnesses) > 0 {
			a.print("audit.witnesses", "names", strings.Join(r.Witnesses, ", "))
		} else {
			a.print("audit.witnesses.none")
		}
		if out.Stale {
			a.print("audit.stale", "serial", r.Trust.Serial)
		}
		a.print("audit.unseen")
	})
	err := a.auditOutcome(out.auditReport)
	var found *fault
	if errors.As(err, &found) {
		return found.hinted("hint.audit-evidence")
	}
	return err
}

func auditFindings(found []tiles.Finding) []auditFinding {
	all := make([]auditFinding, 0, len(found))
	for _, f := range found {
		all = append(all, auditFinding{f.What, f.Index, f.Evidence})
	}
	return all
}
