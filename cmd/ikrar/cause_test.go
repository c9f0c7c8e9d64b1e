package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// libraryWords are what errors of libraries say, and no Indonesian sentence does.
var libraryWords = regexp.MustCompile(`(?i)\b(the|is|not|no|of|has|have|must|cannot|could|invalid|unexpected|eof|failed|` +
	`malformed|unknown|expected|wrong|unsupported|dial|lookup|refused|denied|timeout|tls:|x509|strconv|cbor|bytes)\b`)

// typedWords are commands and options, which are the same in every language.
var typedWords = regexp.MustCompile(`--[a-z-]+|ikrar [a-z-]+( [a-z-]+)?|https?://\S+`)

// faulty are files with which no verb can do anything, by name.
func faulty(t *testing.T) []string {
	t.Helper()
	names := []string{"hilang.txt", "direktori", "berkas/di.dalam"}
	err := errors.Join(os.Mkdir("direktori", 0o700), os.WriteFile("berkas", []byte("x"), 0o600))
	for name, data := range map[string]string{"kosong": "", "sampah.ikrar": "\x00\xff\xfe\x80PK\x03\x04 \xa0\xa1",
		"teks.note": "halo\n",
		"awal.pem":  "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n",
		"buku.zip":  "PK\x03\x04\x14\x00\x00\x00",
		"awal.pdf":  "%PDF-1.7\n1 0 obj <<", "data.json": `{"a":`} {
		names = append(names, name)
		err = errors.Join(err, os.WriteFile(name, []byte(data), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// said is all that a command says to a person.
func said(args ...string) string {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var out bytes.Buffer
	run(ctx, args, strings.NewReader(""), &out, &out, func(string) string { return "" },
		func() time.Time { return theMoment })
	return out.String()
}

// takesFile says whether a flag takes the name of a file or a directory.
func takesFile(f *pflag.Flag) bool {
	name, _ := pflag.UnquoteUsage(f)
	return name == "BERKAS" || name == "DIR"
}

// TestNoLibrarySentence gives every verb files that are not there, are something else or are
// damaged, and addresses where nothing, or something else, answers: what it says is of the
// catalogue.
func TestNoLibrarySentence(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	said("init", "d", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url",
		"https://ikrar.contoh.example", "--no-passphrase")
	if _, err := os.Stat("d/ikrar.toml"); errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	files := faulty(t)
	garbage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter,
		_ *http.Request) {
		w.Write([]byte("{"))
	}))
	defer garbage.Close()
	unknown := httptest.NewUnstartedServer(garbage.Config.Handler)
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	unknown.StartTLS()
	defer unknown.Close()
	addresses := []string{"http://127.0.0.1:1", strings.Replace(garbage.URL, "http:", "https:", 1), garbage.URL,
		unknown.URL}
	checked := 0
	check := func(args ...string) {
		t.Helper()
		text := said(append([]string{"--home", "d"}, args...)...)
		for line := range strings.Lines(text) {
			if strings.Contains(line, "--home d") || strings.HasPrefix(line, "ikrar ") {
				continue
			}
			if word := libraryWords.FindString(typedWords.ReplaceAllString(line, "")); word != "" {
				t.Errorf("ikrar %q says %q: %s", args, word, line)
			}
		}
	}
	var asking sync.WaitGroup
	defer asking.Wait()
	a, _, _ := testApp("")
	for _, cmd := range verbsOf(rootCommand(a)) {
		path := strings.Fields(cmd.CommandPath())[1:]
		if slices.Contains([]string{"serve", "office", "kiosk", "demo", "init", "guide", "help"}, path[0]) ||
			strings.Join(path, " ") == "witness serve" {
			continue // these go on until they are stopped, or read no file
		}
		for n, name := range append(slices.Clone(files), addresses...) {
			address := n >= len(files)
			args := faultyArgs(cmd, name, address)
			switch args = append(slices.Clone(path), args...); {
			case len(args) == len(path):
			case address: // where nothing answers it is tried again for a while
				checked++
				asking.Go(func() { check(args...) })
			default:
				checked++
				check(args...)
			}
		}
	}
	check("serve", "--listen", "127.0.0.1:99999")
	if checked < 200 {
		t.Errorf("only %d commands", checked)
	}
}

// faultyArgs are arguments and flags of a verb, with what is faulty wherever it fits; nil where it
// fits nowhere.
func faultyArgs(cmd *cobra.Command, name string, address bool) (args []string) {
	fits := false
	for word := range strings.FieldsSeq(strings.TrimPrefix(cmd.Use, cmd.Name())) {
		word = strings.Trim(word, "[].")
		isAddress := strings.Contains(word, "ALAMAT") && !strings.Contains(word, ".ikrar")
		if isAddress == address || strings.Contains(word, ".ikrar") {
			args, fits = append(args, name), true
		} else {
			args = append(args, "nama")
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		value := ""
		switch {
		case address && (f.Name == "at" || f.Name == "url"), !address && takesFile(f):
			value, fits = name, true
		case slices.Contains([]string{"yes", "dry-run"}, f.Name):
			value = "true"
		case slices.Contains([]string{"nip", "reason", "text", "title", "place", "date", "until", "wait", "since"},
			f.Name):
			value = map[string]string{"nip": "197602012005052002", "wait": "0s", "text": name}[f.Name]
			if value == "" {
				value = valueFor(f)
			}
		}
		if value != "" {
			args = append(args, "--"+f.Name+"="+value)
		}
	})
	if !fits {
		return nil
	}
	return args
}
