package main

import (
	"reflect"
	"strings"
	"testing"

	"ikrar/verify/phrase"
)

func TestDoubleClick(t *testing.T) {
	for typed, want := range map[string][]string{
		"": nil,
		"1\r\nhttps://ikrar.contoh.example/tanda#K7QM-2F8D-9XPA-0R3T\r\n": {"pledge", "--",
			"https://ikrar.contoh.example/tanda#K7QM-2F8D-9XPA-0R3T"},
		"1\n\"C:\\Kantor BKD\\1976.ikrar\"\nkunci saya.key\n": {"pledge", "--key", "kunci saya.key", "--",
			`C:\Kantor BKD\1976.ikrar`},
		"x\n\n 2 \n":                       {"office"},
		"3\n\n\"C:\\Unduhan\\-x y.pdf\"\n": {"verify", "--", `C:\Unduhan\-x y.pdf`},
		"3\nS5VY-FZSZ-D9SA":                {"verify", "--", "S5VY-FZSZ-D9SA"},
		"3\n":                              nil,
	} {
		var said strings.Builder
		if got := welcome(phrase.ID, strings.NewReader(typed), &said); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
		if !strings.Contains(said.String(), "2  Saya petugas kepegawaian") {
			t.Errorf("%q was not asked: %s", typed, &said)
		}
	}
}
