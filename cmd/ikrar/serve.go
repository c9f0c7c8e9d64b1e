package main

import (
	"context"
	"crypto"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/cosigning"
	signing "ikrar/ledger/enrol/web"
	"ikrar/ledger/office/figures"
	"ikrar/ledger/office/guide"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/office/unitlink"
	"ikrar/ledger/server"
	"ikrar/verify/phrase"
	"ikrar/verify/web"
)

var servePhrases = phrase.Book{
	"serve.short": {ID: "Melayani buku besar lewat HTTP", EN: "Serve the ledger over HTTP"},
	"serve.long": {
		ID: "Melayani buku besar: komitmen masuk, bukti, ubin (C2SP tlog-tiles), daftar kepercayaan. Alamat dan kode galatnya ada di\nledger/server/HTTP.md. Sebuah komitmen baru dijawab setelah tersimpan di disk. Dengan --domain, sertifikat TLS diminta dan\ndiperpanjang sendiri dari Let's Encrypt; tanpa itu, taruh di belakang proksi TLS yang disebut\ndengan --trusted-proxy: bagian satu alamat dari peladen ini terbatas, dan tanpanya semua orang tampak beralamat proksi itu.\nTidak ada alamat IP yang dicatat.\nCtrl+C menghentikan dengan tertib: yang sudah dimulai diselesaikan; Ctrl+C kedua menghentikan seketika.",
		EN: "Serve the ledger: pledges in, proofs, tiles (C2SP tlog-tiles), the trust list. ledger/server/HTTP.md lists addresses and\nerror codes. A pledge is answered once it is on disk. With --domain, TLS certificates are obtained from Let's Encrypt and\nrenewed; without it, put a TLS proxy in front, and name it by --trusted-proxy: what one address can hold of this\nserver is bounded, and without it everybody seems to have the address of the proxy. No IP address is written down.\nCtrl+C stops in good order: what has begun is finished; a second Ctrl+C stops at once.",
	},
	"serve.example":            {ID: "ikrar serve --listen 127.0.0.1:8080\nikrar serve --domain ikrar.contoh.example\nikrar serve --domain ikrar.contoh.example --registrar-key otomatis.key --issue", EN: "ikrar serve --listen 127.0.0.1:8080\nikrar serve --domain ikrar.contoh.example\nikrar serve --domain ikrar.contoh.example --registrar-key otomatis.key --issue"},
	"serve.flag.listen":        {ID: "`ALAMAT` dan porta; porta 0 memilih yang bebas", EN: "`ADDRESS` and port; port 0 takes a free one"},
	"serve.flag.domain":        {ID: "melayani `NAMA` ini lewat TLS, di porta 443 dan 80", EN: "serve this `HOST` over TLS, on ports 443 and 80"},
	"serve.flag.metrics":       {ID: "`ALAMAT` lain untuk /metrics (Prometheus)", EN: "another `ADDRESS` for /metrics (Prometheus)"},
	"serve.flag.trusted-proxy": {ID: "`JARINGAN` proksi TLS (CIDR) yang X-Forwarded-For-nya dipercaya; boleh diulang", EN: "`NETWORK` (CIDR) of TLS proxies whose X-Forwarded-For is believed; may be repeated"},
	"serve.flag.verbose":       {ID: "mencatat setiap permintaan menurut jenisnya, tanpa siapa", EN: "log every request by what was asked, without by whom"},
	"serve.started":            {ID: "Melayani {institution}. Ctrl+C menghentikan.", EN: "Serving {institution}. Ctrl+C stops."},
	"serve.quorum":             {ID: "Titik periksa terbaru belum terbit: {why}. Lembaga saksi terus ditanya.", EN: "The latest checkpoint is not published yet: {why}. The witnesses go on being asked."},
	"serve.unbuilt":            {ID: "Program ini dibangun tanpa WebAssembly: peramban lama tidak dapat memeriksa di halaman ini. Bangun dengan make build.", EN: "This program was built without WebAssembly: old browsers cannot check on its page. Build it by make build."},
	"serve.files": {
		ID: "PERINGATAN: batas {limit} berkas terbuka hanya cukup untuk {n} sambungan sekaligus, seperempatnya dari satu alamat. Untuk {most}\nsambungan, naikkan batas itu ke {wanted}: LimitNOFILE={wanted} di unit systemd, atau ulimit -n {wanted} sebelum ikrar serve.",
		EN: "WARNING: the limit of {limit} open files leaves {n} connections at once, a quarter of them from one address. For {most}\nconnections raise it to {wanted}: LimitNOFILE={wanted} in the systemd unit, or ulimit -n {wanted} before ikrar serve.",
	},
	"serve.root-key":            {ID: "PERINGATAN: {path} masih ada di mesin ini. Kunci akar tidak diperlukan di sini; pindahkan ke tempat yang aman.", EN: "WARNING: {path} is still on this machine. The root key is not needed here; move it to a safe place."},
	"fault.serve-listen":        {ID: "tidak dapat melayani di {address}", EN: "cannot listen on {address}"},
	"fault.serve-listen.hint":   {ID: "pilih alamat atau porta lain dengan --listen; porta di bawah 1024 memerlukan hak khusus", EN: "choose another address or port by --listen; ports below 1024 need a privilege"},
	"fault.serve-domain":        {ID: "--domain {value}: bukan nama host lengkap, misalnya ikrar.contoh.example", EN: "--domain {value}: not a full host name, such as ikrar.contoh.example"},
	"fault.serve-proxy":         {ID: "--trusted-proxy {value}: bukan jaringan atau alamat IP, misalnya 127.0.0.1 atau 10.1.2.0/24; satu saja di setiap opsi, ulangi opsinya untuk yang lain", EN: "--trusted-proxy {value}: no network or IP address, such as 127.0.0.1 or 10.1.2.0/24; one to each option, repeat the option for others"},
	"fault.serve-proxy-wide":    {ID: "--trusted-proxy {value}: terlalu luas untuk proksi saja, semua orang di dalamnya dapat memilih alamatnya sendiri; paling luas /8 (IPv4) atau /16 (IPv6)", EN: "--trusted-proxy {value}: too wide for proxies alone, everybody in it could then choose an address; /8 (IPv4) or /16 (IPv6) at the widest"},
	"fault.serve-metrics":       {ID: "tidak dapat melayani /metrics di {address}", EN: "cannot serve /metrics on {address}"},
	"fault.serve-metrics.hint":  {ID: "pilih alamat lain dengan --metrics, misalnya 127.0.0.1:9090", EN: "choose another address by --metrics, such as 127.0.0.1:9090"},
	"fault.serve-files":         {ID: "batas {limit} berkas terbuka terlalu rendah untuk melayani: buku besar sendiri memerlukan sebagian besarnya", EN: "the limit of {limit} open files is too low to serve: the ledger itself needs most of it"},
	"fault.serve-files.hint":    {ID: "naikkan ke {wanted}: LimitNOFILE={wanted} di unit systemd, atau ulimit -n {wanted}", EN: "raise it to {wanted}: LimitNOFILE={wanted} in the systemd unit, or ulimit -n {wanted}"},
	"fault.serve-socket":        {ID: "{path}: soket untuk perintah lain tidak dapat dibuat", EN: "{path}: the socket for other commands cannot be made"},
	"fault.serve-socket.hint":   {ID: "pakai direktori lembaga dengan jalur yang lebih pendek, di disk setempat", EN: "use an institution's directory with a shorter path, on a local disk"},
	"fault.serve-redirect":      {ID: "tidak dapat melayani di {address}, tempat Let's Encrypt bertanya", EN: "cannot listen on {address}, where Let's Encrypt asks"},
	"fault.serve-redirect.hint": {ID: "bebaskan porta 80, atau jalankan tanpa --domain di belakang proksi TLS", EN: "free port 80, or run without --domain behind a TLS proxy"},
}

// serving is what the flags of serve say.
type serving struct {
	listen, domain, metrics string
	publish                 string // where it is copied to; "" for nowhere
	verbose                 bool
	proxies                 []netip.Prefix // whose X-Forwarded-For is believed
	registrar               crypto.Signer  // that signs requests for credentials at once, or nil
	issue                   bool           // and certificates
}

const defaultListen = "127.0.0.1:8080"

func serveCommand(a *app) *cobra.Command {
	var spec serving
	var proxies []string
	cmd := a.verb("serve", "serve", "", func(cmd *cobra.Command, _ []string) error {
		if spec.domain != "" && !cmd.Flags().Changed("listen") {
			spec.listen = ":443"
		}
		h, err := a.openHome()
		if err != nil {
			return err
		}
		i, err := h.OpenOwn(a.opening(cmd.Context(), false))
		if err != nil {
			return a.openFault(h, err)
		}
		if spec.registrar, err = a.signsAtOnce(cmd.Context(), i); err != nil {
			return errors.Join(err, i.Close())
		}
		l, err := listen(spec.listen)
		if err != nil {
			return errors.Join(err, i.Close())
		}
		return errors.Join(a.serve(cmd.Context(), i, l, spec), i.Close())
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) (wrong []error) {
		spec.proxies = nil
		for _, text := range proxies {
			network, err := server.ParseProxy(text)
			if errors.Is(err, server.ErrWide) {
				wrong = append(wrong, refuse("serve-proxy-wide", "value", text).usage(cmd.CommandPath()))
			} else if err != nil {
				wrong = append(wrong, refuse("serve-proxy", "value", text).usage(cmd.CommandPath()))
			}
			spec.proxies = append(spec.proxies, network)
		}
		if spec.domain != "" && server.CheckHost(spec.domain) != nil {
			wrong = append(wrong, refuse("serve-domain", "value", spec.domain).usage(cmd.CommandPath()))
		}
		if spec.issue && a.registrarKey == "" {
			wrong = append(wrong, refuse("serve-issue").usage(cmd.CommandPath()))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringVar(&spec.listen, "listen", defaultListen, a.say("serve.flag.listen"))
	flags.StringVar(&spec.domain, "domain", "", a.say("serve.flag.domain"))
	flags.StringVar(&spec.metrics, "metrics", "", a.say("serve.flag.metrics"))
	flags.StringVar(&spec.publish, "publish", "", a.say("serve.flag.publish"))
	flags.StringVar(&a.registrarKey, "registrar-key", "", a.say("serve.flag.registrar-key"))
	flags.BoolVar(&spec.issue, "issue", false, a.say("serve.flag.issue"))
	flags.StringArrayVar(&proxies, "trusted-proxy", nil, a.say("serve.flag.trusted-proxy"))
	flags.BoolVar(&spec.verbose, "verbose", false, a.say("serve.flag.verbose"))
	return cmd
}

func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, refuse("serve-listen", "address", address).because(err)
	}
	return l, nil
}

// serve serves an institution on a listener until the context ends, and returns nil after an orderly stop.
func (a *app) serve(ctx context.Context, i *institution, main net.Listener, spec serving) error {
	room, err := a.room()
	if err != nil {
		return errors.Join(err, main.Close())
	}
	publisher := &cosigning.Publisher{Ledger: i.Ledger, Now: a.now}
	desk := i.Desk()
	desk.Registrar = spec.registrar
	guides, err := guide.Assets(i.Facts().Name, i.Facts().URL)
	if err != nil {
		return errors.Join(err, main.Close())
	}
	options := server.Options{Ledger: i.Ledger, Desk: desk, Now: a.now, Log: a.logger(spec.verbose), Rules: phrases, Witnesses: publisher.State,
		Proxies: spec.proxies, Connections: room.Connections, Pages: slices.Concat(signing.Assets(), signing.Unit(), guides), Moved: func(m server.Move) []web.Asset { return signing.Moved(signing.Move(m)) },
		Keys: i.Config.Signing.Keys, Certificates: keptCertificates{i}, Installation: a.installation(i)}
	view := new(standing.View)
	options.Units = unitLinks{unitlink.NewBoard(i, view, a.now)}
	if i.Config.Public.Figures {
		options.Figures = figures.New(i, view, a.lang, a.now)
	}
	options.Visits = i.Ledger.Receive(a.now, outpost.Services(i))
	defer options.Visits.Close()
	url, jobs := "http://"+main.Addr().String(), []func(context.Context) error{}
	if spec.issue {
		issuing, err := a.issuing(i, spec.registrar, options.Log)
		if err != nil {
			return errors.Join(err, main.Close())
		}
		options.Issues, options.Pledged = true, issuing.Pledged
		jobs = append(jobs, issuing.Run)
	}
	if spec.publish != "" {
		copying, err := a.copying(ctx, i, spec.publish, &options)
		if err != nil {
			return errors.Join(err, main.Close())
		}
		jobs = append(jobs, copying)
	}
	if err := a.firstCheckpoint(ctx, i.Home, publisher); err != nil {
		return errors.Join(err, main.Close())
	}
	s := server.New(options)
	var secure *tls.Config
	if spec.domain != "" {
		certificates, err := server.TLSCertificates(spec.domain, filepath.Join(i.Dir, "tls"), s.Departed)
		if err != nil {
			return errors.Join(err, main.Close())
		}
		plain, err := net.Listen("tcp", ":80")
		if err != nil {
			return errors.Join(refuse("serve-redirect", "address", ":80").because(err), main.Close())
		}
		url, secure = "https://"+spec.domain, certificates.TLSConfig()
		jobs = append(jobs, func(ctx context.Context) error {
			return server.Serve(ctx, plain, server.Redirect(certificates, spec.domain, s.Departed), nil, s.SideDoor())
		})
	}
	if spec.metrics != "" {
		l, err := net.Listen("tcp", spec.metrics)
		if err != nil {
			return errors.Join(refuse("serve-metrics", "address", spec.metrics).because(err), main.Close())
		}
		jobs = append(jobs, func(ctx context.Context) error { return server.Serve(ctx, l, s.Metrics(), nil, s.SideDoor()) })
	}
	socket, err := ledger.Listen(i.SocketPath())
	if err != nil {
		return errors.Join(refuse("serve-socket", "path", i.SocketPath()).because(err), main.Close())
	}
	jobs = append(jobs, func(ctx context.Context) error {
		context.AfterFunc(ctx, func() { socket.Close() })
		return options.Visits.Share(socket)
	}, func(ctx context.Context) error { return a.publishFault(i.Home, publisher.Run(ctx)) }, func(ctx context.Context) error { return server.Serve(ctx, main, s, secure, s.Door()) })
	a.announce(i, url)
	defer a.logStart(options.Log, i, url)()
	defer s.WriteJournal()
	return together(ctx, jobs)
}

// room finds how many connections may be held at once, and says where that is fewer than usual: the operator can raise a limit.
func (a *app) room() (server.Room, error) {
	room := server.FindRoom()
	limit, wanted := fmt.Sprint(room.Limit), fmt.Sprint(room.Wanted)
	switch {
	case room.Connections < server.MinConnections:
		return room, refuse("serve-files", "limit", limit, "wanted", wanted)
	case room.Connections < server.MaxConnections:
		a.note("serve.files", "limit", limit, "n", fmt.Sprint(room.Connections), "most", fmt.Sprint(server.MaxConnections), "wanted", wanted)
	}
	return room, nil
}

// firstCheckpoint publishes before anything is served. Witnesses that do not answer are asked again later; one that has seen
// another history ends the start.
func (a *app) firstCheckpoint(ctx context.Context, h *home, p *cosigning.Publisher) error {
	err := p.Publish(ctx)
	var short *cosigning.QuorumError
	if errors.As(err, &short) {
		why, _ := a.explain(asFault("ikrar serve", a.publishFault(h, err)))
		a.note("serve.quorum", "why", why)
		return nil
	}
	return a.publishFault(h, err)
}

// announce says where the server is, on stdout, and what an operator should know, on stderr.
func (a *app) announce(i *institution, url string) {
	if _, err := os.Stat(i.KeyPath("root")); !errors.Is(err, fs.ErrNotExist) {
		a.note("serve.root-key", "path", i.KeyPath("root"))
	}
	if a.registrarKey != "" {
		a.note("serve.registrar-key", "path", a.registrarKey)
	}
	if !web.Built() {
		a.note("serve.unbuilt")
	}
	a.note("serve.started", "institution", i.Facts().Name)
	a.result(struct {
		URL string `json:"url"`
	}{url}, func() { a.stdout.Write([]byte(url + "\n")) })
}

// together runs jobs until the context or one of them ends; then it asks the others to end, and waits.
func together(ctx context.Context, jobs []func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, len(jobs))
	for _, job := range jobs {
		go func() { ended <- job(ctx) }()
	}
	var all error
	for range jobs {
		all = errors.Join(all, <-ended)
		cancel()
	}
	return all
}

// logger writes what an operator should see to stderr: lines of text, or JSON where that was asked for.
func (a *app) logger(verbose bool) *slog.Logger {
	o := &slog.HandlerOptions{}
	if verbose {
		o.Level = slog.LevelDebug
	}
	if a.json {
		return slog.New(slog.NewJSONHandler(a.stderr, o))
	}
	return slog.New(slog.NewTextHandler(a.stderr, o))
}
