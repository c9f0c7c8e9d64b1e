package phrase

import (
	"strconv"
	"strings"
	"time"
)

var months = map[Lang][12]string{
	ID: {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
		"Desember"},
	EN: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
		"December"},
}

// Zone returns the Indonesian time zone of that exact name: WIB (UTC+7), WITA (UTC+8) or
// WIT (UTC+9). They are fixed (Keppres 41/1987, no summer time), so that no machine's time
// zone database is asked.
func Zone(name string) (*time.Location, bool) {
	hours, ok := map[string]int{"WIB": 7, "WITA": 8, "WIT": 9}[name]
	if !ok {
		return nil, false
	}
	return time.FixedZone(name, hours*60*60), true
}

// Date writes the day of t, in the zone t carries: "31 Maret 2022", "31 March 2022".
func Date(lang Lang, t time.Time) string {
	names, ok := months[lang]
	if !ok {
		names = months[ID]
	}
	return strconv.Itoa(t.Day()) + " " + names[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// clock writes the hour and minute of t in zone, with the zone's name: "10.15 WIB",
// "10:15 WIB". Seconds are cut, not rounded. A nil zone is the one t carries.
func clock(lang Lang, t time.Time, zone *time.Location) string {
	if zone != nil {
		t = t.In(zone)
	}
	if lang == EN {
		return t.Format("15:04 MST")
	}
	return t.Format("15.04 MST")
}

// Moment writes day and time of t in zone: "31 Maret 2022, 10.15 WIB". A nil zone is the one
// t carries.
func Moment(lang Lang, t time.Time, zone *time.Location) string {
	if zone != nil {
		t = t.In(zone)
	}
	return Date(lang, t) + ", " + clock(lang, t, nil)
}

// Number writes n with the language's mark between thousands: "1.204", "1,204".
func Number[N int | int64 | uint64](lang Lang, n N) string {
	digits, sign := "", ""
	if n < 0 {
		sign = "-"
		digits = strconv.FormatInt(int64(n), 10)[1:]
	} else {
		digits = strconv.FormatUint(uint64(n), 10)
	}
	return sign + group(lang, digits)
}

// Decimal writes x rounded to places digits (0 to 9) after the mark: "89,97", "1,204.50".
func Decimal(lang Lang, x float64, places int) string {
	s := strconv.FormatFloat(x, 'f', min(max(places, 0), 9), 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, found := strings.Cut(s, ".")
	if strings.Trim(whole, "0123456789") != "" {
		return sign + s // Inf and NaN have no digits to group.
	}
	if !found {
		return sign + group(lang, whole)
	}
	return sign + group(lang, whole) + decimalMark(lang) + fraction
}

func decimalMark(lang Lang) string {
	if lang == EN {
		return "."
	}
	return ","
}

// group puts the mark between thousands into a string of digits.
func group(lang Lang, digits string) string {
	mark := "."
	if lang == EN {
		mark = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return digits
}
