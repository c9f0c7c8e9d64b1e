package admission

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"
)

// clock is one that a test moves.
type clock struct{ time.Time }

func (c *clock) now() time.Time        { return c.Time }
func (c *clock) pass(d time.Duration)  { c.Time = c.Add(d) }
func newClock() *clock                 { return &clock{time.Unix(1774922470, 0)} }
func address(text string) Address      { return AddressOf(netip.MustParseAddr(text)) }
func network(text string) netip.Prefix { return netip.MustParsePrefix(text) }

// TestAddress: one line is one address, however it is written.
func TestAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"192.0.2.1", "::ffff:192.0.2.1", true}, {"192.0.2.1", "192.0.2.2", false}, {"127.0.0.1", "127.0.0.2", false},
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true}, {"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"fe80::1%eth0", "fe80::2%eth1", true}, {"::1", "127.0.0.1", false},
	} {
		if (address(c.a) == address(c.b)) != c.same {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, !c.same, c.same)
		}
	}
	if (Address{}).Known() || !address("0.0.0.0").Known() || !address("::").Known() || AddressOf(netip.Addr{}).Known() {
		t.Error("which addresses are known")
	}
}

// TestClient: a proxy is believed about the address it adds, and nobody about anything else.
func TestClient(t *testing.T) {
	proxies := Proxies{network("127.0.0.1/32"), network("10.0.0.0/8"), network("2001:db8:f::/48")}
	for _, c := range []struct {
		peer      string
		forwarded []string
		want      string // "" where the address is not known
		trouble   Trouble
	}{
		{"192.0.2.1", nil, "192.0.2.1", NoTrouble},
		{"192.0.2.1", []string{"198.51.100.7"}, "192.0.2.1", NoTrouble},
		{"127.0.0.1", []string{"198.51.100.7"}, "198.51.100.7", NoTrouble},
		{"::ffff:127.0.0.1", []string{"198.51.100.7"}, "198.51.100.7", NoTrouble},
		{"127.0.0.1", []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7", NoTrouble},
		{"127.0.0.1", []string{"203.0.113.9", "198.51.100.7, 10.1.2.3"}, "198.51.100.7", NoTrouble},
		{"127.0.0.1", []string{"203.0.113.9", "2001:db8:f::1"}, "203.0.113.9", NoTrouble},
		{"127.0.0.1", []string{"198.51.100.7:4711"}, "198.51.100.7", NoTrouble},
		{"127.0.0.1", []string{"[2001:db8:1:2::9]:443"}, "2001:db8:1:2::1", NoTrouble},
		{"127.0.0.1", []string{"203.0.113.9, unknown"}, "127.0.0.1", Silent},
		{"127.0.0.1", []string{"203.0.113.9, unknown, 10.1.2.3"}, "10.1.2.3", Silent},
		{"127.0.0.1", []string{""}, "127.0.0.1", Silent},
		{"127.0.0.1", nil, "127.0.0.1", Silent},
		{"127.0.0.1", []string{"", " , "}, "127.0.0.1", Silent},
		{"127.0.0.1", []string{"203.0.113.9, 198.51.100.7", ""}, "198.51.100.7", NoTrouble},
		{"127.0.0.1", []string{"198.51.100.7, , 10.1.2.3,"}, "198.51.100.7", NoTrouble},
		{"10.1.2.3", []string{"10.9.9.9, 10.1.1.1"}, "10.9.9.9", NoTrouble},
		{"127.0.0.2", []string{"198.51.100.7"}, "", Unnamed},
		{"::1", []string{"198.51.100.7"}, "", Unnamed},
		{"::1", nil, "::1", NoTrouble},
	} {
		got, trouble := proxies.Client(netip.MustParseAddr(c.peer), c.forwarded)
		want := Address{}
		if c.want != "" {
			want = address(c.want)
		}
		if got != want || trouble != c.trouble {
			t.Errorf("%s with %q: %v %v, want %v %v", c.peer, c.forwarded, got, trouble, want, c.trouble)
		}
	}
}

func TestParseProxy(t *testing.T) {
	for text, want := range map[string]string{"10.1.2.3": "10.1.2.3/32", "10.1.2.3/8": "10.0.0.0/8", "::1": "::1/128",
		"2001:db8::/32": "2001:db8::/32", "2001::/16": "2001::/16",
		"::ffff:10.1.2.3": "10.1.2.3/32", "::ffff:10.0.0.0/104": "10.0.0.0/8"} {
		if got, err := ParseProxy(text); err != nil || got.String() != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	for want, texts := range map[error][]string{
		ErrProxy: {"", "x", "10.0.0.0/33", "::ffff:10.0.0.0/90", "fe80::1%eth0", "10.0.0.0/8,10.1.0.0/16",
			"10.1.2.3, 10.1.2.4", "proksi.example", "localhost"},
		ErrWide: {"0.0.0.0/0", "::/0", "::ffff:0.0.0.0/96", "::ffff:10.0.0.0/103", "10.0.0.0/7", "128.0.0.0/1",
			"2001::/15", "8000::/1"},
	} {
		for _, text := range texts {
			if got, err := ParseProxy(text); !errors.Is(err, want) {
				t.Errorf("%q: %v, %v, want %v", text, got, err, want)
			}
		}
	}
}

// TestShare: an address has a quarter; its newcomer takes the place of the longest idle of its own,
// and of nobody else's.
func TestShare(t *testing.T) {
	c := newClock()
	s := NewSlots(8, c.now)
	var gone []string
	take := func(of, name string) *Slot {
		c.pass(time.Second)
		slot, err := s.Take(address(of), func() { gone = append(gone, name) })
		if err != nil {
			t.Fatal(name, err)
		}
		return slot
	}
	expect := func(want ...string) {
		t.Helper()
		if fmt.Sprint(gone) != fmt.Sprint(want) {
			t.Errorf("%q gave way, want %q", gone, want)
		}
		gone = nil
	}
	victim := take("127.0.0.2", "victim")
	a := take("127.0.0.1", "a")
	take("127.0.0.1", "b")
	expect()
	c.pass(time.Second)
	a.Moved(1 << 20) // so b is behind
	take("127.0.0.1", "c")
	expect("b")
	a.Work() // a waits for the server, so it is not to blame
	take("127.0.0.1", "d")
	expect("c")
	c.pass(time.Second)
	a.Rest()
	take("127.0.0.1", "e")
	expect("d")
	if !victim.Leave() || !a.Leave() || !a.Leave() {
		t.Error("they were lost")
	}
	if got := s.State(); got != (State{Taken: 1, Bounded: 1, GaveWay: 3}) {
		t.Errorf("%+v", got)
	}
}

// TestPace: who moves a kilobyte a second is not behind one who has just come, and who moves more
// has no credit for later.
func TestPace(t *testing.T) {
	c := newClock()
	s := NewSlots(12, c.now)
	lost := map[string]bool{}
	slots := map[string]*Slot{}
	for _, name := range []string{"steady", "drip", "burst"} {
		slots[name], _ = s.Take(address("127.0.0.1"), func() { lost[name] = true })
	}
	slots["burst"].Moved(1 << 20)
	for range 20 {
		c.pass(time.Second)
		slots["steady"].Moved(1 << 10)
		slots["drip"].Moved(10)
	}
	for i, want := range []string{"burst", "drip"} {
		if _, err := s.Take(address("127.0.0.1"), func() {}); err != nil || !lost[want] || lost["steady"] {
			t.Errorf("newcomer %d: %v, %v", i, lost, err)
		}
	}
}

// TestFull: where all is taken, the address that holds most gives way, also those whose address is
// not known; and where nothing can give way, the newcomer is told why.
func TestFull(t *testing.T) {
	c := newClock()
	s := NewSlots(8, c.now)
	lost := 0
	for range 7 {
		s.Take(Address{}, func() { lost++ })
	}
	s.Take(address("127.0.0.1"), func() { t.Error("the one of 127.0.0.1 gave way") })
	if _, err := s.Take(address("127.0.0.2"), nil); err != nil || lost != 1 {
		t.Errorf("%d, %v", lost, err)
	}
	fixed := NewSlots(8, c.now)
	for i := range 9 {
		_, err := fixed.Take(address(fmt.Sprint("192.0.2.", i/2)), nil)
		if (err != nil) != (i == 8) || i == 8 && !errors.Is(err, ErrFull) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if _, err := fixed.Take(address("192.0.2.0"), nil); !errors.Is(err, ErrShare) {
		t.Error(err)
	}
}

// TestUnbind: a slot of a proxy counts for nobody.
func TestUnbind(t *testing.T) {
	s := NewSlots(8, newClock().now)
	for range 6 {
		slot, err := s.Take(address("127.0.0.1"), nil)
		if err != nil {
			t.Fatal(err)
		}
		slot.Unbind()
		slot.Unbind()
		defer slot.Leave()
	}
	if got := s.State(); got != (State{Taken: 6}) {
		t.Errorf("%+v", got)
	}
}

// TestBudget: so many a minute, of each.
func TestBudget(t *testing.T) {
	c := newClock()
	b := NewBudget[string](3, c.now)
	for i := range 5 {
		if wait := b.Count("a"); (wait > 0) != (i >= 3) {
			t.Errorf("refusal %d: wait %v", i, wait)
		}
		c.pass(time.Second)
	}
	if wait := b.Spent("a"); wait != 55*time.Second || b.Spent("b") != 0 || b.Count("b") != 0 || b.Bounded() != 1 {
		t.Errorf("wait %v, %d bounded", wait, b.Bounded())
	}
	c.pass(time.Minute)
	if b.Bounded() != 0 || b.Spent("a") != 0 || b.Count("a") != 0 || len(b.by) != 1 {
		t.Errorf("after a minute: %d kept", len(b.by))
	}
	many := NewBudget[int](1, c.now)
	for i := range maxCounted + 10 {
		many.Count(i)
	}
	if len(many.by) > maxCounted {
		t.Errorf("%d are kept", len(many.by))
	}
}

// TestDoor: the connection that gives way ends, and its end gives nothing back twice.
func TestDoor(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	door := &Door{Slots: NewSlots(8, time.Now)}
	guarded := door.Listen(l)
	defer guarded.Close()
	var ours, theirs []net.Conn
	for range 3 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		accepted, err := guarded.Accept()
		if err != nil {
			t.Fatal(err)
		}
		theirs, ours = append(theirs, c), append(ours, accepted)
	}
	if n, err := theirs[0].Read(make([]byte, 1)); err != io.EOF || n != 0 {
		t.Errorf("the first: %d, %v", n, err)
	}
	ours[0].Close()
	if _, err := ours[2].Write(make([]byte, 3*piece)); err != nil {
		t.Error(err)
	}
	if n, err := io.ReadFull(theirs[2], make([]byte, 3*piece)); err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if got := door.Slots.State(); got != (State{Taken: 2, Bounded: 1, GaveWay: 1}) {
		t.Errorf("%+v", got)
	}
}
