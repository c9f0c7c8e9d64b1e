package rosette

import "math"

// turnSteps divides the turn: angles are whole numbers of these steps.
const turnSteps = 2880

// sines holds round(2^16 * sin(2*pi*k/turnSteps)). No exact value is nearer
// than 2^-20 to a half (a test says so), so any correct sine gives this table.
var sines = func() (table [turnSteps]int32) {
	for k := range table {
		table[k] = int32(math.Floor(Unit*math.Sin(2*math.Pi*float64(k)/turnSteps) + 0.5))
	}
	return table
}()

// sine is of an angle in steps, of either sign, in units of 2^-16.
func sine(angle int) int {
	return int(sines[((angle%turnSteps)+turnSteps)%turnSteps])
}

func cosine(angle int) int { return sine(angle + turnSteps/4) }

// scaled is n/2^16 rounded to the nearest whole number, halves upwards: the
// shift of a negative number rounds down, as Math.floor does.
func scaled(n int) int { return (n + 1<<15) >> 16 }

// third is the handle of a segment, for a derivative in units of 2^-16 a
// radian; scale is a third of the segment's angle in units of 2^-20.
func third(derivative, scale int) int32 {
	return int32((scaled(derivative)*scale + 1<<19) >> 20)
}
