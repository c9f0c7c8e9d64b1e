package main

import (
	"bufio"
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

// theMoment is when tests run: 31 March 2022, 10.15 WIB.
var theMoment = time.Date(2022, time.March, 31, 3, 15, 0, 0, time.UTC)

// testApp is an app whose input is text and whose outputs are kept.
func testApp(input string) (a *app, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	in := strings.NewReader(input)
	return &app{
		stdin: bufio.NewReader(in), input: in,
		stdout: &output{w: stdout}, stderr: stderr,
		getenv: func(string) string { return "" }, now: func() time.Time { return theMoment }, lang: phrase.ID,
		client: remote.New(),
	}, stdout, stderr
}

// runWith runs the whole command with an environment of its own.
func runWith(t *testing.T, env map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &err,
		func(name string) string { return env[name] }, func() time.Time { return theMoment })
	return code, out.String(), err.String()
}

func TestLanguage(t *testing.T) {
	indonesian, english := "tidak ada perintah x", "there is no command x"
	for _, c := range []struct {
		env  string
		args string
		want string
	}{
		{"", "x", indonesian},
		{"id", "x", indonesian},
		{"en", "x", english},
		{"en", "--lang id x", indonesian},
		{"", "x --lang=en", english},
		{"", "--lang id x --lang en", english}, // as the parser has it, the last one counts
		{"", "--lang=id x -- --lang en", indonesian},
		{"fr", "x", "IKRAR_LANG fr: pilih id atau en"},
		{"fr", "x --lang en", english},
		{"", "key --lang fr", "--lang fr: pilih id atau en"},
		{"en", "key --lang fr", "--lang fr: pilih id atau en"},
		{"", "key --lang", "opsi --lang memerlukan nilai"},
	} {
		code, stdout, stderr := runWith(t, map[string]string{"IKRAR_LANG": c.env}, strings.Fields(c.args)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("IKRAR_LANG=%s ikrar %s: exit %d, %q, want %q", c.env, c.args, code, stderr, c.want)
		}
	}
}

func TestSayPutsSentencesIntoSentences(t *testing.T) {
	a, _, _ := testApp("")
	a.lang = phrase.EN
	got := a.say("fault.flag-refused", "flag", "--x", "value", "y", "reason", reasonWords("reason.number-needs"))
	if want := "--x y: must have {urut} and {tahun} in it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPhrasesAreComplete(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
}
