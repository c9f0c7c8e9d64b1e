package main

import "testing"

func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{
		"/home/siti/bkd/kantor.html":            "file:///home/siti/bkd/kantor.html",
		"/home/Siti Nur/100% bkd#1/kantor.html": "file:///home/Siti%20Nur/100%25%20bkd%231/kantor.html",
		"C:/Users/Siti Ñur/bkd/kantor.html":     "file:///C:/Users/Siti%20%C3%91ur/bkd/kantor.html",
		"//server/data$/Kantor BKD/kantor.html": "file://server/data$/Kantor%20BKD/kantor.html",
	} {
		if got := slashedURL(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
