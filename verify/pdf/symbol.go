package pdf

import (
	"image"
	"image/color"
	"maps"
	"math"
	"slices"
)

const (
	leastBoxes = 100 // rectangles of a QR code: the smallest has more dark runs than a table has cells
	leastSide  = 21  // modules of version 1
	mostSide   = 177 // of version 40
	dotPixels  = 4   // a module in the picture that is made for the reader
	quietZone  = 4   // modules
)

// symbols returns pictures of what may be QR codes: the rectangles of a path, or those of like
// height that were filled one by one.
func (p *painter) symbols() []image.Image {
	var all []image.Image
	single := map[int][]box{}
	for _, path := range p.painted {
		if len(path) < leastBoxes {
			for _, b := range path {
				key := int(math.Round(b.h * 100))
				single[key] = append(single[key], b)
			}
			continue
		}
		if img := symbol(path); img != nil {
			all = append(all, img)
		}
	}
	for _, height := range slices.Sorted(maps.Keys(single)) {
		if img := symbol(single[height]); img != nil {
			all = append(all, img)
		}
	}
	return all
}

// symbol draws boxes into modules as wide as the lowest box is high; nil where they make no square
// of them.
func symbol(boxes []box) image.Image {
	if len(boxes) < leastBoxes {
		return nil
	}
	module := math.Inf(1)
	left, bottom, right, top := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, b := range boxes {
		module = min(module, b.w, b.h)
		left, bottom, right, top = min(left, b.x), min(bottom, b.y), max(right, b.x+b.w), max(top, b.y+b.h)
	}
	n := int(math.Round((right - left) / module))
	if !(module > 0) || n > mostSide || n < leastSide || math.Abs((right-left)-(top-bottom)) > module/2 {
		return nil
	}
	module = (right - left) / float64(n)
	img := image.NewGray(image.Rect(0, 0, (n+2*quietZone)*dotPixels, (n+2*quietZone)*dotPixels))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	at := func(v float64) int { return int(math.Round(v / module)) }
	area := 0.0
	for _, b := range boxes {
		if area += b.w * b.h; area > 2*(right-left)*(top-bottom) {
			return nil // boxes over boxes are no QR code, and would take long to draw
		}
		for y := at(top - b.y - b.h); y < at(top-b.y); y++ {
			for x := at(b.x - left); x < at(b.x+b.w-left); x++ {
				for i := range dotPixels * dotPixels {
					img.SetGray((x+quietZone)*dotPixels+i%dotPixels, (y+quietZone)*dotPixels+i/dotPixels, color.Gray{})
				}
			}
		}
	}
	return img
}
