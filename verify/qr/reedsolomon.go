package qr

// field holds the powers of 2 and their logarithms in GF(256) modulo x^8+x^4+x^3+x^2+1 (ISO/IEC
// 18004 section 7.5.2). exp runs on for another 255 powers, so that sums of two logarithms need no
// reduction.
var field = func() (f struct{ exp, log [512]int }) {
	for i, x := 0, 1; i < 255; i++ {
		f.exp[i], f.exp[i+255], f.log[x] = x, x, i
		if x <<= 1; x > 255 {
			x ^= 0x11d
		}
	}
	return f
}()

func times(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	return field.exp[field.log[a]+field.log[b]]
}

func over(a, b int) int { return times(a, field.exp[255-field.log[b]]) }

// value returns a polynomial's value at x; coefficients rise in degree.
func value(polynomial []int, x int) int {
	sum := 0
	for i := len(polynomial) - 1; i >= 0; i-- {
		sum = times(sum, x) ^ polynomial[i]
	}
	return sum
}

// correct repairs a block whose last check bytes are Reed-Solomon, given which of its bytes are
// worthless, and reports whether it could. An erased byte costs one check byte, an error elsewhere
// two, and spare ones must be left over: a block with all of them spent on erasures would "repair"
// into whatever comes.
func correct(block []byte, check int, erased []int, spare int) bool {
	syndromes, clean := syndromesOf(block, check)
	if clean {
		return true
	}
	locator := locate(syndromes, len(block), erased)
	errors := len(locator) - 1 - len(erased)
	if errors < 0 || len(erased)+2*errors > check-spare {
		return false
	}
	// Forney's algorithm: the values of the errors at the roots of their locator.
	evaluator := make([]int, check)
	for i, l := range locator {
		for j := range check - i {
			evaluator[i+j] ^= times(l, syndromes[j])
		}
	}
	derivative := make([]int, len(locator))
	for i := 1; i < len(locator); i += 2 {
		derivative[i-1] = locator[i]
	}
	roots := 0
	for at := range block {
		power := len(block) - 1 - at
		inverse := field.exp[(255-power)%255]
		if value(locator, inverse) != 0 {
			continue
		}
		slope := value(derivative, inverse)
		if slope == 0 {
			return false
		}
		roots++
		block[at] ^= byte(times(field.exp[power], over(value(evaluator, inverse), slope)))
	}
	_, clean = syndromesOf(block, check)
	return clean && roots == len(locator)-1
}

func syndromesOf(block []byte, check int) (syndromes []int, clean bool) {
	syndromes, clean = make([]int, check), true
	for i := range syndromes {
		for _, b := range block {
			syndromes[i] = times(syndromes[i], field.exp[i]) ^ int(b)
		}
		clean = clean && syndromes[i] == 0
	}
	return syndromes, clean
}

// locate returns the polynomial whose roots are where errors and erasures lie, by Berlekamp and
// Massey.
func locate(syndromes []int, size int, erased []int) []int {
	locator := []int{1}
	for _, at := range erased {
		locator = plus(locator, field.exp[size-1-at], locator)
	}
	last := locator // before the length of the register changed last
	length := len(erased)
	for n := len(erased); n < len(syndromes); n++ {
		gap := 0
		for i, l := range locator[:min(len(locator), n+1)] {
			gap ^= times(l, syndromes[n-i])
		}
		next := locator
		if gap != 0 {
			next = plus(locator, gap, last)
		}
		if gap != 0 && 2*length <= n+len(erased) {
			length = n + 1 + len(erased) - length
			last = scaled(locator, over(1, gap))
		} else {
			last = append([]int{0}, last...)
		}
		locator = next
	}
	for locator[len(locator)-1] == 0 {
		locator = locator[:len(locator)-1]
	}
	return locator
}

// plus returns p + x*factor*q.
func plus(p []int, factor int, q []int) []int {
	sum := make([]int, max(len(p), len(q)+1))
	copy(sum, p)
	for i, c := range q {
		sum[i+1] ^= times(factor, c)
	}
	return sum
}

func scaled(p []int, factor int) []int {
	q := make([]int, len(p))
	for i, c := range p {
		q[i] = times(factor, c)
	}
	return q
}
