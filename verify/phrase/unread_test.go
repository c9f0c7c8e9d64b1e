package phrase

import "testing"

func TestUnread(t *testing.T) {
	if err := Unread.Check(); err != nil {
		t.Error(err)
	}
	if _, err := Merge(Unread, Verdicts, Reasons, Differences); err != nil {
		t.Error(err)
	}
	for key, want := range map[string]string{
		"unread.nothing":      "TIDAK TERBACA",
		"unread.code-unknown": "TIDAK DITEMUKAN",
		"unread.code-alone":   "BELUM DAPAT DIPERIKSA",
	} {
		if got := Unread.Say(ID, UnreadHeadline(key)); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}
