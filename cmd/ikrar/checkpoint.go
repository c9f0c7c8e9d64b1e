package main

import (
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/cosigning"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var checkpointPhrases = phrase.Book{
	"checkpoint.short": {ID: "Menampilkan titik periksa buku besar yang diumumkan", EN: "Show the ledger's published checkpoint"},
	"checkpoint.long": {
		ID: "Menampilkan titik periksa yang diumumkan: asal, jumlah entri, dan akar pohon, ditandatangani buku besar dan lembaga\nsaksi (C2SP tlog-checkpoint). Bila ada entri yang belum tercakup, lembaga saksi diminta menandatangani yang baru.\nSimpan atau umumkan: setelah itu riwayatnya tidak dapat ditulis ulang diam-diam.",
		EN: "Show the published checkpoint: origin, number of entries and root, signed by the ledger and cosigned by witnesses\n(C2SP tlog-checkpoint). Where it does not cover all entries, the witnesses are asked to cosign a new one.\nKeep it or publish it: after that, history cannot be rewritten unseen.",
	},
	"checkpoint.example": {ID: "ikrar checkpoint >titik-periksa.txt", EN: "ikrar checkpoint >checkpoint.txt"},
	"checkpoint.signed":  {ID: "Ikut menandatangani: {name}, {time}", EN: "Cosigned: {name}, {time}"},
	"checkpoint.missing": {ID: "Tidak ikut menandatangani: {name} ({why})", EN: "Not cosigned: {name} ({why})"},
	"checkpoint.last":    {ID: "terakhir {size} entri, {time}; sejak itu {why}", EN: "last {size} entries, {time}; since then {why}"},
	"witness.never":      {ID: "belum ditanya", EN: "not asked yet"},
}

// checkpointReport is the --json form of the published checkpoint.
type checkpointReport struct {
	Origin    string          `json:"origin"`
	Size      uint64          `json:"size"`
	Root      string          `json:"root"`
	Note      string          `json:"note"`
	Entries   uint64          `json:"entries"` // in the ledger
	Quorum    quorumReport    `json:"quorum"`
	Witnesses []witnessReport `json:"witnesses"`
}

type quorumReport struct {
	Need int  `json:"need"`
	Met  bool `json:"met"`
}

// witnessReport is the --json form of one witness.
type witnessReport struct {
	Name   string `json:"name"`
	Key    string `json:"key"`
	URL    string `json:"url"`
	Signed bool   `json:"signed"` // the published checkpoint
	Size   uint64 `json:"size"`   // of the last checkpoint that it cosigned
	Time   int64  `json:"time"`   // when, Unix seconds
	Why    string `json:"why"`    // it did not, at the last attempt
	Detail string `json:"detail"`
	Failed int64  `json:"failed"` // when, Unix seconds
}

func checkpointCommand(a *app) *cobra.Command {
	return a.verb("checkpoint", "checkpoint", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		s, err := i.Publisher().State()
		if err != nil {
			return err
		}
		var failed error // what was published before is shown all the same
		if !s.Met || s.Published < s.Entries {
			if failed = refuse("ledger-later"); !i.Later {
				failed = a.publish(cmd.Context(), i)
			}
			if now, err := i.Publisher().State(); err == nil {
				s = now
			} else if failed == nil {
				return err
			}
		}
		if s.Published > 0 {
			if err := a.showCheckpoint(i, s); err != nil {
				return err
			}
		}
		return failed
	})
}

// showCheckpoint prints the published note to stdout, and who stands behind it to stderr.
func (a *app) showCheckpoint(i *institution, s cosigning.State) error {
	c, note, err := i.Ledger.Published()
	if err != nil {
		return err
	}
	r := checkpointReport{c.Origin, c.Size, c.Root.String(), string(note), s.Entries, quorumReport{s.Need, s.Met}, a.reportWitnesses(i, s)}
	a.result(r, func() { a.stdout.Write(note) })
	for _, w := range s.Witnesses {
		if w.Signed {
			a.note("checkpoint.signed", "name", w.Name, "time", a.moment(i, cosignedAt(c, w.Name)))
		} else {
			a.note("checkpoint.missing", "name", w.Name, "why", a.whyNot(i, w))
		}
	}
	return nil
}

// whyNot says why a witness has not cosigned the published checkpoint, and which one it did.
func (a *app) whyNot(i *institution, w cosigning.WitnessState) string {
	why := a.say("witness.never")
	if w.Why != "" {
		missing := whyMissing(w.Why, w.Detail)
		why = a.say(missing.key, missing.args...)
	}
	if w.Size > 0 {
		return a.say("checkpoint.last", "size", phrase.Number(a.lang, w.Size), "time", a.moment(i, w.Time), "why", why)
	}
	return why
}

func (a *app) moment(i *institution, seconds int64) string {
	return phrase.Moment(a.lang, time.Unix(seconds, 0), i.Zone())
}

func cosignedAt(c trust.OpenedCheckpoint, name string) int64 {
	for _, s := range c.Cosignatures {
		if s.Witness == name {
			return s.Time
		}
	}
	return 0
}

func (a *app) reportWitnesses(i *institution, s cosigning.State) []witnessReport {
	list, _ := i.Ledger.Trust()
	reports := []witnessReport{}
	for n, w := range s.Witnesses {
		reports = append(reports, witnessReport{w.Name, list.Policy.Witnesses[n].Key.String(), w.URL, w.Signed, w.Size, w.Time, w.Why, w.Detail, w.Failed})
	}
	return reports
}
