package trust

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ikrar/signer/eddsa"
)

// newlyAppointed is a request to appoint a registrar, after the default list.
func newlyAppointed(t *testing.T) *Request {
	t.Helper()
	old := demoTrust()
	next := old.Next(today)
	next.Registrars = append(next.Registrars, Registrar{Range{300, NoEnd}, demoPublic("third registrar"),
		"Bidang Data"})
	return must(NewRequest(must(Sign(old, demoKey("root"))), next))
}

func TestRequest(t *testing.T) {
	r := newlyAppointed(t)
	again := must(ParseRequest(r.Bytes()))
	if !bytes.Equal(again.Bytes(), r.Bytes()) {
		t.Fatal("read and written again it differs")
	}
	head, _, _ := strings.Cut(string(r.Bytes()), "\n\n")
	want := "ikrar/root-request/v1\n- serial 1\n- issued 1774915200\n- next-update 1806458400\n" +
		"+ serial 2\n+ issued 1775100000\n+ next-update 1806636000\n+ registrar 300 - "
	if !strings.HasPrefix(head, want) || !strings.HasSuffix(head, " Bidang Data") {
		t.Errorf("its head:\n%s", head)
	}
	signed := must(again.Sign(nil, demoKey("root")))
	if list := must(r.Answer(signed)); list.Serial != 2 || len(list.Registrars) != 3 {
		t.Errorf("the answer: %+v", list)
	}
	// Who signed it is asked again, knowing what was signed, and gives the same bytes.
	if twice, err := again.Sign(r.Next, demoKey("root")); err != nil || !bytes.Equal(twice, signed) {
		t.Errorf("asked again: %v", err)
	}
}

// TestRequestEdited edits a request on its way: whatever byte is another, it is no request, or not
// one that this root signs.
func TestRequestEdited(t *testing.T) {
	r := newlyAppointed(t)
	whole := string(r.Bytes())
	for what, edited := range map[string]string{
		"another name in the list alone": strings.Replace(whole, "\nregistrar 300 - ", "\nregistrar 0 - ", 1),
		"another name in the head alone": strings.Replace(whole, "+ registrar 300", "+ registrar 301", 1),
		"a change that the head hides":   strings.Replace(whole, "+ registrar", "  registrar", 1),
		"the change in both, another list in force": strings.Replace(strings.ReplaceAll(whole,
			"registrar 300 -", "registrar 299 -"), "serial 1\n", "serial 1 \n", 1),
		"the list in force, unsigned": strings.Replace(whole, "\nserial 1\nissued", "\nserial 1\nissued 0", 1),
		"no signature":                whole[:strings.LastIndex(whole, "—")],
		"cut":                         whole[:len(whole)-3],
		"something behind":            whole + "\n",
		"line ends of Windows":        strings.ReplaceAll(whole, "\n", "\r\n"),
		"a mark before":               "\ufeff" + whole,
		"nothing":                     "",
		"a trust list":                string(r.note),
		"too long":                    whole + strings.Repeat("x", MaxRequest),
	} {
		if _, err := ParseRequest([]byte(edited)); err == nil {
			t.Errorf("%s: taken", what)
		}
	}
}

// TestRequestRefused asks for what no root may be asked.
func TestRequestRefused(t *testing.T) {
	old := demoTrust()
	note := must(Sign(old, demoKey("root")))
	for what, change := range map[string]func(*List){
		"another origin": func(l *List) { l.Origin = elsewhere },
		"another root":   func(l *List) { l.Root = LogKey(RootName(origin), demoPublic("thief")) },
		"a gap":          func(l *List) { l.Serial = 9 },
		"no progress":    func(l *List) { l.Serial = old.Serial },
		"for ever":       func(l *List) { l.NextUpdate = l.Issued + Life + 1 },
		"backwards":      func(l *List) { l.Issued = old.Issued - 1; l.NextUpdate = old.Issued },
		"other places": func(l *List) {
			l.Registrars[0], l.Registrars[1] = l.Registrars[1], l.Registrars[0]
		},
		"a name that turns": func(l *List) { l.Registrars[0].Name = "Bidang \u202eatuM" },
	} {
		next := old.Next(today)
		change(&next)
		if _, err := NewRequest(note, next); err == nil {
			t.Errorf("%s: asked", what)
		}
	}
}

// TestRequestFollows shows a request to who knows another list than the one in it.
func TestRequestFollows(t *testing.T) {
	r := newlyAppointed(t)
	root := demoKey("root")
	later := r.Next.Next(today + 1)
	if _, err := r.Sign(&later, root); !errors.As(err, new(*OlderError)) {
		t.Errorf("by who has seen a newer list: %v", err)
	}
	other := r.InForce.Next(today)
	other.URL = "https://baru.contoh.example"
	if _, err := r.Sign(&other, root); !errors.As(err, new(*OlderError)) {
		t.Errorf("by who has signed another list of that serial: %v", err)
	}
	stranger := demoTrust(func(l *List) { l.Root = LogKey(RootName(origin), demoPublic("thief")) })
	if _, err := r.Sign(&stranger, root); !errors.Is(err, ErrRoot) {
		t.Errorf("by who knows another root of that name: %v", err)
	}
	if _, err := r.Sign(nil, demoKey("thief")); !errors.Is(err, eddsa.ErrKey) {
		t.Errorf("by another root: %v", err)
	}
}

// TestAnswer brings back what was not asked for.
func TestAnswer(t *testing.T) {
	r := newlyAppointed(t)
	root := demoKey("root")
	more := r.InForce.Next(today)
	more.Registrars = append(more.Registrars, r.Next.Registrars[2],
		Registrar{Range{300, NoEnd}, demoPublic("thief"), "Bidang Data"})
	if _, err := r.Answer(must(Sign(more, root))); !errors.Is(err, ErrAnswer) {
		t.Errorf("with a registrar more: %v", err)
	}
	forged := *r.Next
	forged.Root = LogKey(RootName(origin), demoPublic("thief"))
	if _, err := r.Answer(must(Sign(forged, demoKey("thief")))); err == nil {
		t.Error("by another root: taken")
	}
	if _, err := r.Answer(r.Bytes()); err == nil {
		t.Error("the request itself: taken")
	}
}

func FuzzParseRequest(f *testing.F) {
	old := demoTrust()
	f.Add(must(NewRequest(must(Sign(old, demoKey("root"))), old.Next(today))).Bytes())
	f.Add([]byte(requestHeader + "\n\n\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ParseRequest(data)
		if err == nil && !bytes.Equal(r.Bytes(), data) {
			t.Errorf("two spellings: %q", data)
		}
	})
}
