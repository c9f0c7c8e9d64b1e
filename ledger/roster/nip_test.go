package roster

import (
	"errors"
	"testing"

	"ikrar/ledger/roster/internal/wording"
)

func TestParseNIP(t *testing.T) {
	for _, s := range []string{
		"198609152011012017", " 19860915 201101 2 017 ", "19860915.201101.2.017",
		"19860915-201101-2-017", "19860915\u2013201101\u00a02 017", "\t198609152011012017\r\n",
	} {
		n, err := ParseNIP(s)
		if err != nil || n != "198609152011012017" {
			t.Errorf("ParseNIP(%q) = %q, %v", s, n, err)
		}
	}
	n, err := ParseNIP("200002292024212003")
	if err != nil || !n.isPPPK() {
		t.Errorf("a PPPK born on a leap day: %q, %v", n, err)
	}
}

func TestParseNIPRefusals(t *testing.T) {
	for _, c := range []struct {
		in     string
		reason Reason
		want   string
	}{
		{"", reasonNIPMissing, `nip: missing`},
		{" \t", reasonNIPMissing, `nip: missing`},
		{"1.98609E+17", reasonNIPNumber,
			`nip "1.98609E+17": typed as a number, digits are lost; format the column as text`},
		{"1,98609152011012e17", reasonNIPNumber,
			`nip "1,98609152011012e17": typed as a number, digits are lost; format the column as text`},
		{"198609152011012017.0", reasonNIPNumber,
			`nip "198609152011012017.0": typed as a number, digits are lost; format the column as text`},
		{"19860915201101201O", reasonNIPChars,
			`nip "19860915201101201O": holds something other than digits, spaces, dots and dashes`},
		{"١٩٨٦٠٩١٥٢٠١١٠١٢٠١٧", reasonNIPChars,
			`nip "١٩٨٦٠٩١٥٢٠١١٠١٢٠١٧": holds something other than digits, spaces, dots and dashes`},
		{"19860915201101201", reasonNIPLength, `nip "19860915201101201": is not 18 digits`},
		{"1986091520110120170", reasonNIPLength, `nip "1986091520110120170": is not 18 digits`},
		{"198602302011012017", reasonNIPBirth,
			`nip "198602302011012017": its first eight digits are not a date of birth (YYYYMMDD)`},
		{"198613012011012017", reasonNIPBirth,
			`nip "198613012011012017": its first eight digits are not a date of birth (YYYYMMDD)`},
		{"190002292011012017", reasonNIPBirth,
			`nip "190002292011012017": its first eight digits are not a date of birth (YYYYMMDD)`},
		{"018609152011012017", reasonNIPBirth,
			`nip "018609152011012017": its first eight digits are not a date of birth (YYYYMMDD)`},
		{"198609150011012017", reasonNIPYear, `nip "198609150011012017": digits 9-12 are not a year of appointment`},
		{"198609152011002017", reasonNIPMonth,
			`nip "198609152011002017": digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)`},
		{"198609152011132017", reasonNIPMonth,
			`nip "198609152011132017": digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)`},
		{"198609152011202017", reasonNIPMonth,
			`nip "198609152011202017": digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)`},
		{"198609152011302017", reasonNIPMonth,
			`nip "198609152011302017": digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)`},
		{"198609152011013017", reasonNIPSex, `nip "198609152011013017": digit 15 is neither 1 nor 2`},
		{"198609152011012000", reasonNIPSerial,
			`nip "198609152011012000": serial 000 does not exist; if the column was typed as a number, its last digits are lost: format it as text`},
	} {
		n, err := ParseNIP(c.in)
		if err == nil || n != "" {
			t.Errorf("ParseNIP(%q) = %q, %v", c.in, n, err)
			continue
		}
		if !errors.Is(err, c.reason) || err.Error() != c.want {
			t.Errorf("ParseNIP(%q)\n got %v\nwant %s", c.in, err, c.want)
		}
	}
}

func TestNIPMethods(t *testing.T) {
	n := NIP("198609152011012017")
	if got := born(string(n)).Format("2006-01-02"); got != "1986-09-15" {
		t.Error(got)
	}
	if n.Last4() != "2017" || n.Masked() != "**************2017" || n.isPPPK() {
		t.Error(n.Last4(), n.Masked(), n.isPPPK())
	}
	for _, bad := range []NIP{"", "1", "x\xff", "19860915201101201x"} { // converted, not parsed
		if bad.isPPPK() || bad.warning() != "" || len(bad.Masked()) != len(bad) {
			t.Errorf("%q", bad)
		}
	}
}

func TestNIPWarning(t *testing.T) {
	for _, c := range []struct {
		nip  NIP
		want Reason
	}{
		{"198609152004092017", ""}, // eighteen in the month of appointment, perhaps not on the day
		{"198609152004082017", reasonNIPUnder18},
		{"198609151980012017", reasonNIPUnder18}, // before birth
		{"198609152004212017", ""},               // PPPK: only the year is known
		{"198609152003212017", reasonNIPUnder18},
	} {
		if got := c.nip.warning(); got != c.want {
			t.Errorf("%s: %q, want %q", c.nip, got, c.want)
		}
	}
}

func FuzzParseNIP(f *testing.F) {
	for _, s := range []string{
		"198609152011012017", "197407242024211050", "19860915 201101 2 017", "1.98609E+17",
		"", "-", "....", "198609152011012017,00", "\xff", "٣", "19860915\u2013201101\u20112017",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNIP(s)
		if err != nil {
			var bad *LineError
			if n != "" || !errors.As(err, &bad) || wording.Reasons[string(bad.Reason)] == "" ||
				len(bad.Value) > 5*maxShown {
				t.Fatalf("ParseNIP(%q) = %q, %#v", s, n, err)
			}
			return
		}
		if again, err := ParseNIP(string(n)); again != n || err != nil {
			t.Fatalf("ParseNIP(%q) = %q, %v", n, again, err)
		}
		if len(n) != 18 || born(string(n)).IsZero() || born(string(n)).Format("20060102") != string(n[:8]) {
			t.Fatalf("%q from %q", n, s)
		}
	})
}
