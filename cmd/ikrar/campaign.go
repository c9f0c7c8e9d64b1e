package main

import (
	"context"
	"crypto"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/rootact"
	"ikrar/signer"
	"ikrar/signer/text"
	"ikrar/verify/phrase"
)

var campaignPhrases = phrase.Book{
	"arg.id":             {ID: "ID", EN: "ID"},
	"campaign.short":     {ID: "Kegiatan deklarasi: naskah, tempat, waktu", EN: "Campaigns: text, place, time"},
	"campaign.new.short": {ID: "Membuka kegiatan deklarasi", EN: "Open a campaign"},
	"campaign.new.long": {
		ID: "Membuka kegiatan deklarasi: naskah mana yang ditandatangani, di mana, dari kapan sampai kapan, di hadapan saksi siapa.\nSetelah dicatat, hanya waktu tutupnya yang dapat diubah. ID: huruf kecil, angka, tanda hubung.\nTanggal ditulis 2026-03-31, atau dengan jam 2026-03-31T10:15.",
		EN: "Open a campaign: which text is signed, where, from when to when, before which witnesses (saksi).\nOnce it is recorded, only its closing time can change. ID: lower-case letters, digits, hyphens.\nDates are written 2026-03-31, or with a time 2026-03-31T10:15.",
	},
	"campaign.new.example":        {ID: "ikrar campaign new deklarasi-2026 --title \"Deklarasi ASN BerAKHLAK\" \\\n    --text uu-20-2023 --place Pontianak --date 2026-03-31", EN: "ikrar campaign new deklarasi-2026 --title \"Deklarasi ASN BerAKHLAK\" \\\n    --text uu-20-2023 --place Pontianak --date 2026-03-31"},
	"campaign.new.flag.title":     {ID: "`JUDUL` kegiatan, seperti pada sertifikat", EN: "`TITLE` of the campaign, as on certificates"},
	"campaign.new.flag.text":      {ID: "`NASKAH`: uu-20-2023, se-20-2021, atau berkas naskah sendiri", EN: "`TEXT`: uu-20-2023, se-20-2021, or a file with a text of your own"},
	"campaign.new.flag.place":     {ID: "`TEMPAT` deklarasi", EN: "`PLACE` of the declaration"},
	"campaign.new.flag.date":      {ID: "`TANGGAL` deklarasi", EN: "`DATE` of the declaration"},
	"campaign.new.flag.opens":     {ID: "`TANGGAL` dibuka (bawaan: tanggal deklarasi)", EN: "`DATE` it opens (default: the declaration's)"},
	"campaign.new.flag.closes":    {ID: "`TANGGAL` terakhir (bawaan: setahun setelah deklarasi)", EN: "last `DATE` (default: a year after the declaration)"},
	"campaign.new.flag.saksi":     {ID: "`NAMA` saksi; boleh diulang", EN: "`NAME` of a witness (saksi); may be repeated"},
	"campaign.new.flag.root-key":  {ID: "`BERKAS` kunci akar, untuk naskah sendiri", EN: "`FILE` of the root key, for a text of your own"},
	"campaign.new.done":           {ID: "Kegiatan {id} dicatat sebagai entri {index}: {opens} sampai {closes}.", EN: "Campaign {id} is recorded as entry {index}: {opens} to {closes}."},
	"campaign.past":               {ID: "Perhatikan: kegiatan ini sudah tutup.", EN: "Note: this campaign is closed already."},
	"campaign.extend.short":       {ID: "Memperpanjang kegiatan", EN: "Extend a campaign"},
	"campaign.extend.long":        {ID: "Memperpanjang kegiatan: hanya waktu tutupnya yang berubah, dan itu dicatat.", EN: "Extend a campaign: only its closing time changes, and that is recorded."},
	"campaign.extend.example":     {ID: "ikrar campaign extend deklarasi-2026 --closes 2026-12-31", EN: "ikrar campaign extend deklarasi-2026 --closes 2026-12-31"},
	"campaign.extend.flag.closes": {ID: "`TANGGAL` terakhir yang baru", EN: "new last `DATE`"},
	"campaign.list.short":         {ID: "Menampilkan kegiatan", EN: "List campaigns"},
	"campaign.list.example":       {ID: "ikrar campaign list", EN: "ikrar campaign list"},
	"campaign.open":               {ID: "dibuka", EN: "open"},
	"campaign.early":              {ID: "belum dibuka", EN: "not open yet"},
	"campaign.closed":             {ID: "ditutup", EN: "closed"},
	"reason.date":                 {ID: "bukan tanggal; tulis misalnya 2026-03-31 atau 2026-03-31T10:15", EN: "not a date; write 2026-03-31 or 2026-03-31T10:15"},
	"reason.campaign-id":          {ID: "hanya huruf kecil, angka, dan tanda hubung, paling banyak 32", EN: "only lower-case letters, digits and hyphens, at most 32"},
	"reason.closes":               {ID: "tutup sebelum dibuka", EN: "closes before it opens"},
	"fault.campaign-exists":       {ID: "kegiatan {id} sudah ada, dengan isi lain; tidak ada yang diubah", EN: "campaign {id} exists, with another content; nothing was changed"},
	"fault.campaign-exists.hint":  {ID: "pilih ID lain, atau perpanjang dengan ikrar campaign extend {id} --closes TANGGAL", EN: "choose another ID, or extend it by ikrar campaign extend {id} --closes DATE"},
	"fault.campaign-unknown":      {ID: "tidak ada kegiatan {id}", EN: "there is no campaign {id}"},
	"fault.campaign-value":        {ID: "{id}: {reason}", EN: "{id}: {reason}"},
	"fault.text-bad":              {ID: "{path}: naskah ini tidak dapat dibekukan", EN: "{path}: this text cannot be frozen"},
	"fault.text-bad.hint":         {ID: "UTF-8 (NFC), baris diakhiri LF, baris pertama judul, satu baris baru di akhir, paling banyak 12 KiB", EN: "UTF-8 (NFC), lines ending in LF, a title in the first line, one final newline, at most 12 KiB"},
	"fault.text-new":              {ID: "{path}: naskah ini belum ada dalam daftar kepercayaan", EN: "{path}: this text is not in the trust list yet"},
	"fault.text-new.hint":         {ID: "baca naskahnya sekali lagi, lalu ulangi dengan --root-key BERKAS: kunci akar yang mengesahkannya", EN: "read the text once more, then repeat with --root-key FILE: the root key approves it"},
}

func campaignCommand(a *app) *cobra.Command {
	return a.group("campaign", "campaign", campaignNewCommand(a), campaignExtendCommand(a), campaignStageCommand(a),
		campaignListCommand(a))
}

// campaignSpec is what a campaign is opened with.
type campaignSpec struct {
	id, title, text, place string
	date, opens, closes    string
	saksi                  []string
	rootKey                string
}

func campaignNewCommand(a *app) *cobra.Command {
	var spec campaignSpec
	cmd := a.verb("new", "campaign.new", "ID", func(cmd *cobra.Command, args []string) error {
		spec.id = args[0]
		i, err := a.openToRecord(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer i.Close()
		opens, closes, bad := event.CampaignTimes(spec.date, spec.opens, spec.closes, i.Zone())
		if bad != nil {
			return flagReason(cmd, bad.Key, bad.Value, bad.Reason)
		}
		return a.newCampaign(cmd.Context(), i, spec, opens, closes)
	})
	judges(cmd, func(cmd *cobra.Command, args []string) []error { return judgeCampaign(cmd, args, spec) })
	flags := cmd.Flags()
	flags.StringVar(&spec.title, "title", "", a.say("campaign.new.flag.title"))
	flags.StringVar(&spec.text, "text", "", a.say("campaign.new.flag.text"))
	flags.StringVar(&spec.place, "place", "", a.say("campaign.new.flag.place"))
	flags.Var(dateFlag{&spec.date}, "date", a.say("campaign.new.flag.date"))
	flags.Var(dateFlag{&spec.opens}, "opens", a.say("campaign.new.flag.opens"))
	flags.Var(dateFlag{&spec.closes}, "closes", a.say("campaign.new.flag.closes"))
	flags.StringArrayVar(&spec.saksi, "saksi", nil, a.say("campaign.new.flag.saksi"))
	flags.StringVar(&spec.rootKey, "root-key", "", a.say("campaign.new.flag.root-key"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// judgeCampaign says what of a new campaign is missing, or can be in none.
func judgeCampaign(cmd *cobra.Command, args []string, spec campaignSpec) []error {
	wrong := []error{needFlags(cmd, "title", "text", "place", "date")}
	if len(args) > 0 && signer.CheckCampaignID(args[0]) != nil {
		wrong = append(wrong, refuse("campaign-value", "id", args[0], "reason",
			words{"reason.campaign-id", nil}).usage(cmd.CommandPath()))
	}
	return append(wrong, flagText(cmd, "title", spec.title), flagText(cmd, "place", spec.place))
}

func (a *app) newCampaign(ctx context.Context, i *institution, spec campaignSpec, opens, closes time.Time) error {
	words, err := a.campaignText(ctx, i, spec)
	if err != nil {
		return err
	}
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	plan, err := i.PlanCampaign(signer.CampaignBody{ID: spec.id, Title: spec.title, Text: words.Body, Digest: words.Digest(), Language: words.Language,
		Place: spec.place, Opens: opens.Unix(), Closes: closes.Unix(), Witnesses: spec.saksi})
	if err != nil {
		return err
	}
	if err := a.recordCampaign(ctx, i, plan, key); err != nil || closes.Before(a.now()) {
		return err
	}
	return a.noteWhoSigns(i, spec.id)
}

// recordCampaign does what was planned, and says it.
func (a *app) recordCampaign(ctx context.Context, i *institution, plan *office.CampaignPlan, registrar crypto.Signer) error {
	r, err := plan.Record(ctx, registrar)
	if err != nil {
		return a.ledgerFault(i.Home, plan.ID, err)
	}
	a.reportCampaign(i, plan.CampaignBody, r)
	return nil
}

func (a *app) reportCampaign(i *institution, body signer.CampaignBody, r ledger.Receipt) {
	moment := func(t int64) string { return phrase.Moment(a.lang, time.Unix(t, 0), i.Zone()) }
	a.result(struct {
		ID     string `json:"id"`
		Index  uint64 `json:"index"`
		Text   string `json:"text_digest"`
		Opens  int64  `json:"opens"`
		Closes int64  `json:"closes"`
	}{body.ID, r.Index, body.Digest.String(), body.Opens, body.Closes}, func() {
		a.print("campaign.new.done", "id", body.ID, "index", r.Index, "opens", moment(body.Opens), "closes", moment(body.Closes))
	})
	if body.Closes <= a.now().Unix() {
		a.note("campaign.past")
	}
}

// campaignText finds the text that a campaign signs. One that the trust list does not have yet is the institution's own:
// it is checked, and the root approves it by renewing the list.
func (a *app) campaignText(ctx context.Context, i *institution, spec campaignSpec) (text.Text, error) {
	own, err := office.ReadText(spec.text, spec.id)
	if err != nil {
		return own, err
	}
	if _, known := text.Lookup(spec.text); known {
		return own, nil
	}
	list, _ := i.Ledger.Trust()
	if _, ok := list.Text(own.Digest()); ok {
		return own, nil
	}
	if spec.rootKey == "" {
		a.showText(own.Body)
		return own, refuse("text-new", "path", spec.text)
	}
	p, err := rootact.PlanChange(i, rootact.ApproveText(own))
	if err == nil {
		_, err = a.renewTrust(ctx, i, spec.rootKey, p)
	}
	return own, err
}

func campaignExtendCommand(a *app) *cobra.Command {
	var last string
	cmd := a.verb("extend", "campaign.extend", "ID", func(cmd *cobra.Command, args []string) error {
		i, err := a.openToRecord(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer i.Close()
		closes, ok := event.ParseLast(last, i.Zone())
		if !ok {
			return flagReason(cmd, "closes", last, words{"reason.date", nil})
		}
		plan, err := i.PlanExtension(args[0], closes)
		if bad := (*config.ValueError)(nil); errors.As(err, &bad) {
			return flagReason(cmd, "closes", last, bad.Reason)
		}
		if err != nil {
			return err
		}
		var key crypto.Signer
		if !plan.Recorded {
			if key, err = a.registrar(cmd.Context(), i.Home); err != nil {
				return err
			}
		}
		return a.recordCampaign(cmd.Context(), i, plan, key)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error { return []error{needFlags(cmd, "closes")} })
	a.takesRegistrarKey(cmd)
	cmd.Flags().Var(dateFlag{&last}, "closes", a.say("campaign.extend.flag.closes"))
	return cmd
}

func campaignListCommand(a *app) *cobra.Command {
	return a.verb("list", "campaign.list", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		campaigns, err := i.Ledger.Campaigns()
		if err != nil {
			return err
		}
		t := a.table()
		for _, c := range campaigns {
			claims := c.Claims()
			state := office.CampaignState(claims, a.now())
			moment := func(t int64) string { return phrase.Moment(a.lang, time.Unix(t, 0), i.Zone()) }
			a.result(struct {
				ID     string `json:"id"`
				Title  string `json:"title"`
				State  string `json:"state"`
				Opens  int64  `json:"opens"`
				Closes int64  `json:"closes"`
			}{claims.ID, claims.Title, state, claims.Opens, claims.Closes}, func() {
				t.row(claims.ID, a.say("campaign."+state), moment(claims.Opens), moment(claims.Closes), claims.Title)
			})
		}
		t.flush()
		return nil
	})
}
