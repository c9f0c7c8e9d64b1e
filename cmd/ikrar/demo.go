package main

import (
	"bytes"
	"context"
	_ "embed" // the sample roster
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"ikrar/signer/files"

	"ikrar/cmd/check"
	"ikrar/ledger/certificate"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"

	"github.com/spf13/cobra"
)

var demoPhrases = phrase.Book{
	"demo.short": {ID: "Mencoba: sebuah lembaga rekaan, lengkap", EN: "Try it: a whole invented institution"},
	"demo.long": {
		ID: "Membuat lembaga rekaan di DIR dari awal sampai akhir: kunci, daftar pegawai, kegiatan, kunci dan komitmen setiap orang,\nbuku besar, sertifikat; satu diperiksa. Kuncinya tanpa frasa sandi dan bertanda DEMO. Mengulangnya memulai dari awal.",
		EN: "Make an invented institution in DIR from start to end: keys, roster, campaign, everybody's own key and pledge, ledger,\ncertificates; one is checked. Its keys have no passphrase and are marked DEMO. Running it again starts afresh.",
	},
	"demo.example": {ID: "ikrar demo coba\nikrar demo coba --serve 127.0.0.1:8080", EN: "ikrar demo try\nikrar demo try --serve 127.0.0.1:8080"},
	"demo.flag.serve": {
		ID: "sesudahnya melayani lembaga itu di `ALAMAT`, tempat kode QR menuju; seorang tamu dapat menandatangani di sana",
		EN: "afterwards serve it on `ADDRESS`, where the QR codes then lead, and where a guest can sign"},
	"demo.flag.people":   {ID: "`N` pegawai", EN: "`N` people"},
	"demo.marker":        {ID: "DEMO: lembaga, orang, dan kunci di sini rekaan. Direktori ini dihapus bila ikrar demo dijalankan lagi.", EN: "DEMO: the institution, the people and the keys in here are invented. ikrar demo deletes this directory when it is run again."},
	"demo.step.init":     {ID: "Lembaga: kunci akar, petugas pendaftar, buku besar    (ikrar init)", EN: "Institution: keys of root, registrar and ledger    (ikrar init)"},
	"demo.step.roster":   {ID: "Daftar pegawai: {count} orang    (ikrar roster import)", EN: "Roster: {count} people    (ikrar roster import)"},
	"demo.step.campaign": {ID: "Kegiatan deklarasi, naskah UU 20/2023    (ikrar campaign new)", EN: "Campaign, with the text of UU 20/2023    (ikrar campaign new)"},
	"demo.step.keys":     {ID: "Setiap pegawai membuat kuncinya sendiri    (ikrar key new)", EN: "Everybody makes their own key    (ikrar key new)"},
	"demo.step.enrol":    {ID: "Petugas pendaftar menyatakan kunci siapa milik siapa    (ikrar enrol)", EN: "The registrar says which key is whose    (ikrar enrol)"},
	"demo.step.pledge":   {ID: "Setiap pegawai menandatangani komitmennya, luring    (ikrar pledge)", EN: "Everybody signs their pledge, offline    (ikrar pledge)"},
	"demo.step.record":   {ID: "Buku besar mencatat setiap komitmen    (ikrar record)", EN: "The ledger records every pledge    (ikrar record)"},
	"demo.step.issue":    {ID: "Sertifikat PDF diterbitkan    (ikrar issue)", EN: "PDF certificates are issued    (ikrar issue)"},
	"demo.step.verify":   {ID: "Satu sertifikat diperiksa    (ikrar verify)", EN: "One certificate is checked    (ikrar verify)"},
	"demo.agency":        {ID: "Badan Kepegawaian Daerah", EN: "Badan Kepegawaian Daerah"},
	"demo.done": {
		ID: "Selesai dalam {seconds} detik. Semuanya di {dir}:\n  sertifikat  {certificates}\n  pegawai     {people} (kunci, NIP.ikrar, NIP.pledge)\n  lembaga     {config}, trust.note, keys, ledger\n\nKetik selanjutnya:\n  {command} --home {home}                  keadaan lembaga dan langkah berikutnya\n  {command} --home {home} office           kantor: sehari kerja kepegawaian, di peramban\n  {command} --home {home} audit            menghitung ulang seluruh buku besar\n  {command} verify --trust {trust} {pdf}",
		EN: "Done in {seconds} seconds. Everything is in {dir}:\n  certificates {certificates}\n  people       {people} (keys, NIP.ikrar, NIP.pledge)\n  institution  {config}, trust.note, keys, ledger\n\nType next:\n  {command} --home {home}                  the institution's state and its next step\n  {command} --home {home} office           the office: HR's day, in your browser\n  {command} --home {home} audit            derive the whole ledger anew\n  {command} verify --trust {trust} {pdf}",
	},
	"demo.times":            {ID: "Lamanya setiap langkah, dalam detik:", EN: "How long each step took, in seconds:"},
	"fault.demo-other":      {ID: "{dir}: bukan direktori demo; tidak ada yang diubah", EN: "{dir}: not a demo's directory; nothing was changed"},
	"fault.demo-other.hint": {ID: "pilih direktori baru atau kosong", EN: "choose a new or an empty directory"},
	"fault.demo-people":     {ID: "--people {value}: pilih 1 sampai {max}", EN: "--people {value}: choose 1 to {max}"},
}

const (
	demoMarker    = "DEMO"
	demoAtOnce    = 256    // files that are written at a time
	maxDemoPeople = 100000 // a province several times over; more would only take long
)

//go:embed sample/pegawai.csv
var sampleRoster []byte

func demoCommand(a *app) *cobra.Command {
	people, address := 40, ""
	cmd := a.verb("demo", "demo", "DIR", func(cmd *cobra.Command, args []string) error {
		if people < 1 || people > maxDemoPeople {
			return refuse("demo-people", "value", people, "max", maxDemoPeople).usage(cmd.CommandPath())
		}
		return a.demo(cmd, args[0], people, address)
	})
	cmd.Flags().StringVar(&address, "serve", "", a.say("demo.flag.serve"))
	cmd.Flags().IntVar(&people, "people", people, a.say("demo.flag.people"))
	return cmd
}

// demo runs the code of the real verbs, one after the other. With an address it ends as a server there.
func (a *app) demo(cmd *cobra.Command, dir string, people int, address string) error {
	start, ctx, spec := a.now(), cmd.Context(), demoSpec(a)
	var public net.Listener
	if address != "" {
		var err error
		if public, err = listen(address); err != nil {
			return err
		}
		defer public.Close()
		spec.Facts.URL = "http://" + reachable(public.Addr())
	}
	if err := a.mayWrite(dir); err != nil {
		return err
	}
	if err := clearDemo(dir); err != nil {
		return err
	}
	times := &demoTimes{}
	times.step(a, "demo.step.init")
	if _, _, err := a.initHome(dir, spec); err != nil {
		return err
	}
	quiet := *a // the verbs' results are not the demo's
	quiet.stdout, quiet.homeFlag, quiet.passphraseFile = &output{w: io.Discard}, dir, ""
	i, err := quiet.openInstitution(ctx)
	if err != nil {
		return err
	}
	defer i.Close()
	first, err := quiet.demoYear(cmd, i, people, times)
	if err != nil {
		return err
	}
	serving, link := serving{}, ""
	if public != nil {
		if serving, link, err = quiet.demoGuest(ctx, i, people); err != nil {
			return err
		}
	}
	times.step(a, "demo.step.verify")
	list, err := office.ReadTrust(i.TrustPath())
	if err != nil {
		return err
	}
	own := ownLedger{i.Ledger, i.Ledger.Proof, i.IssuedPDF}
	checker := &check.Checker{Lang: a.lang, Known: []*trust.List{list}, Ledger: own, Now: a.now().Unix()}
	answer := checker.Check(first.Path)
	a.result(answer, func() {
		fmt.Fprintln(a.stdout)
		answer.Print(a.stdout)
		times.print(a)
		a.print("demo.done", "seconds", phrase.Decimal(a.lang, a.now().Sub(start).Seconds(), 1), "dir", dir, "home", shellWord(dir), "config", i.ConfigPath(),
			"certificates", filepath.Join(dir, "sertifikat"), "people", filepath.Join(dir, "pegawai"),
			"trust", shellWord(i.TrustPath()), "pdf", shellWord(first.Path), "command", a.self())
		if link == "" {
			fmt.Fprintln(a.stdout, " ", a.say("demo.sign", "dir", shellWord(dir), "command", a.self()))
		} else {
			fmt.Fprintln(a.stdout)
			a.print("demo.guest", "name", guestName, "link", link)
		}
	})
	if answer.Verdict != verify.Valid {
		return outcome(answer.Verdict.ExitCode())
	}
	if public != nil {
		return a.serve(ctx, i, public, serving)
	}
	return nil
}

// reachable is where a telephone in the same network finds a listener: one that listens everywhere, at this computer's
// first address there.
func reachable(a net.Addr) string {
	at, ok := a.(*net.TCPAddr)
	if !ok || !at.IP.IsUnspecified() {
		return a.String()
	}
	addresses, err := net.InterfaceAddrs()
	for _, one := range addresses {
		if n, ok := one.(*net.IPNet); err == nil && ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			return net.JoinHostPort(n.IP.String(), strconv.Itoa(at.Port))
		}
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(at.Port))
}

// demoYear takes the institution from its roster to its certificates, and returns the first certificate.
func (a *app) demoYear(cmd *cobra.Command, i *institution, people int, times *demoTimes) (first issue.Certificate, err error) {
	ctx, dir := cmd.Context(), filepath.Join(i.Dir, "pegawai")
	times.step(a, "demo.step.roster", "count", phrase.Number(a.lang, people))
	csv := filepath.Join(i.Dir, "pegawai.csv")
	if err := writeFile(csv, demoRoster(people), private, replaceExisting); err != nil {
		return first, err
	}
	if _, err := a.importRoster(ctx, i, rosterImport{path: csv}); err != nil {
		return first, err
	}
	times.step(a, "demo.step.campaign")
	now := a.now().In(i.Zone())
	spec := campaignSpec{id: "deklarasi-" + strconv.Itoa(now.Year()), title: "Deklarasi ASN BerAKHLAK (DEMO)", text: "uu-20-2023", place: "Pontianak", saksi: []string{"Saksi Pertama", "Saksi Kedua"}}
	if err := a.newCampaign(ctx, i, spec, now.Truncate(time.Hour), now.AddDate(0, 1, 0)); err != nil {
		return first, err
	}
	times.step(a, "demo.step.keys")
	if err := a.demoKeys(ctx, i, dir); err != nil {
		return first, err
	}
	times.step(a, "demo.step.enrol")
	registrar, err := a.registrar(ctx, i.Home)
	if err != nil {
		return first, err
	}
	if err := a.enrolAll(ctx, i, registrar, dir, false); err != nil {
		return first, err
	}
	times.step(a, "demo.step.pledge")
	if err := a.demoPledges(ctx, dir); err != nil {
		return first, err
	}
	times.step(a, "demo.step.record")
	paths, err := gather([]string{dir}, ".pledge")
	if err != nil {
		return first, err
	}
	if err := a.record(ctx, i, paths); err != nil {
		return first, err
	}
	times.step(a, "demo.step.issue")
	plan, err := i.PlanIssue(issue.Request{Dir: filepath.Join(i.Dir, "sertifikat"), Jobs: 2})
	if err != nil {
		return first, err
	}
	bar := a.progress(int64(people), "progress.issue")
	defer bar.end()
	var refused error
	err = plan.Issue(ctx, registrar, func(c issue.Certificate, err error) {
		bar.add(1)
		if err != nil {
			refused = err
		} else if first.Path == "" {
			first = c
		}
	})
	return first, a.issueFault(i, plan.Dir, errors.Join(err, refused))
}

// clearDemo makes room for a demo, and deletes nothing but an earlier one.
func clearDemo(dir string) error {
	_, err := os.Stat(filepath.Join(dir, demoMarker))
	if err == nil {
		return files.RemoveAll(dir)
	}
	if office.CheckVacant(dir) != nil {
		return refuse("demo-other", "dir", dir)
	}
	return nil
}

func demoSpec(a *app) office.Founding {
	c := config.Default()
	c.Origin = "ikrar.contoh.example/demo"
	demo := config.Facts{Name: "Pemerintah Provinsi Contoh (DEMO)", URL: "https://ikrar.contoh.example", Timezone: "WIB"}
	c.Certificate.Agency = a.say("demo.agency")
	c.Certificate.Signatory = certificate.Signatory{Position: "Kepala Badan Kepegawaian Daerah", Name: "Contoh Pejabat, S.H., M.Si.", NIP: "19700101 199503 1 000", Rank: "Pembina Utama Madya, IV/d"}
	return office.Founding{Facts: demo, Config: c, Registrar: "Bidang Mutasi (DEMO)", Comment: "DEMO ",
		Also: []office.File{{Path: demoMarker, Data: []byte(a.say("demo.marker") + "\n")}}}
}

// demoKeys makes a key for every person of the roster, as dir/NIP and dir/NIP.pub.
func (a *app) demoKeys(ctx context.Context, i *institution, dir string) error {
	if err := os.MkdirAll(dir, privateDir); err != nil {
		return err
	}
	var nips []string
	for p, err := range i.Roster.List("") {
		if err != nil {
			return err
		}
		nips = append(nips, string(p.NIP))
	}
	return a.demoEach(ctx, "demo.step.keys", nips, func(nip string) error {
		_, err := keyfile.Create(filepath.Join(dir, nip), nil, "DEMO")
		return err
	})
}

// demoEach does something for everybody, many at once, until it fails for one.
func (a *app) demoEach(ctx context.Context, label string, names []string, do func(name string) error) error {
	bar := a.progress(int64(len(names)), label)
	defer bar.end()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var begun sync.WaitGroup
	slots := make(chan struct{}, demoAtOnce)
	for _, name := range names {
		if slots <- struct{}{}; ctx.Err() != nil {
			break
		}
		begun.Go(func() {
			if err := do(name); err != nil {
				cancel(err)
			}
			bar.add(1)
			<-slots
		})
	}
	begun.Wait()
	return context.Cause(ctx)
}

// demoPledges signs everybody's pledge as everybody would: with their own key, from their own NIP.ikrar.
func (a *app) demoPledges(ctx context.Context, dir string) error {
	packets, err := gather([]string{dir}, ".ikrar")
	if err != nil {
		return err
	}
	return a.demoEach(ctx, "demo.step.pledge", packets, a.demoPledge)
}

func (a *app) demoPledge(path string) error {
	raw, err := files.ReadBounded(path, packet.MaxPacket)
	if err != nil {
		return err
	}
	p, err := packet.Parse(raw)
	if err != nil {
		return err
	}
	opened, err := p.Open(nil)
	if err != nil {
		return err
	}
	base := path[:len(path)-len(".ikrar")]
	key, err := keyfile.Open(base, nil)
	if err != nil {
		return err
	}
	pledge, err := signPledge(key, opened, opened.Campaigns[0].Claims(), a.now().Unix())
	if err != nil {
		return err
	}
	return writeFile(base+".pledge", pledge, private, replaceExisting)
}

// demoRoster is the sample roster cut to n people, or grown to them with invented names and numbers.
func demoRoster(n int) []byte {
	lines := bytes.Split(bytes.TrimSpace(sampleRoster), []byte("\n"))
	header, sample := lines[0], lines[1:]
	out := bytes.Buffer{}
	out.Write(header)
	for k := range n {
		out.WriteByte('\n')
		if k < len(sample) {
			out.Write(sample[k])
			continue
		}
		fields := bytes.SplitN(sample[k%len(sample)], []byte(","), 2)
		born := time.Date(1968, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, k*7%10000)
		fmt.Fprintf(&out, "%s%d%02d%d%03d,%s", born.Format("20060102"), born.Year()+25, k%12+1, k%2+1, k%999+1, pnsFields(fields[1]))
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// pnsFields makes the rest of a sample line fit the PNS number in front of it.
func pnsFields(rest []byte) []byte {
	if !bytes.HasSuffix(rest, []byte(",PPPK")) {
		return rest
	}
	parts := bytes.Split(rest, []byte(","))
	parts = append(slices.Clone(parts[:len(parts)-3]), []byte("Penata Muda"), []byte("III/a"), []byte("PNS"))
	return bytes.Join(parts, []byte(","))
}

// self is how this program was called, for commands that the reader can copy.
func (a *app) self() string {
	if path, err := os.Executable(); err == nil && !bytes.Contains([]byte(path), []byte("go-build")) {
		return calledAs()
	}
	return "go run ./cmd/ikrar"
}
