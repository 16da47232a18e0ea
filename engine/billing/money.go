package billing

import (
	"fmt"
	"math/big"
	"strings"
)

// perDollar are the units of Rate in one dollar.
const perDollar = 10_000_000_000

// Quantity is an exact amount of usage: N base units, of which there are Per
// in one unit of the price.
type Quantity struct{ N, Per int64 }

// Rat is the quantity in units of the price.
func (q Quantity) Rat() *big.Rat { return big.NewRat(q.N, q.Per) }

// Float is the quantity in units of the price, as near as a float gets.
func (q Quantity) Float() float64 { return float64(q.N) / float64(q.Per) }

// String is the quantity with at most six decimals, ten where six would leave
// little of it: "1,234.5", "0.0000003651".
func (q Quantity) String() string {
	digits := 6
	if q.N < q.Per/1000 {
		digits = 10
	}
	return decimal(q.Rat(), digits)
}

// Cents is an amount in whole cents.
type Cents int64

// String is the amount in dollars: "$249.49".
func (c Cents) String() string { return "$" + group(fmt.Sprintf("%d.%02d", c/100, c%100)) }

// Dollars prints an exact amount as far as it has digits, but at most ten
// decimals and at least two: "$0.0000002083".
func Dollars(r *big.Rat) string {
	s := decimal(r, 10)
	whole, frac, _ := strings.Cut(s, ".")
	for len(frac) < 2 {
		frac += "0"
	}
	return "$" + whole + "." + frac
}

// round is to the nearest cent, halves up.
func round(r *big.Rat) Cents {
	x := new(big.Rat).Mul(r, big.NewRat(100, 1))
	n := new(big.Int).Mul(x.Num(), big.NewInt(2))
	n.Add(n, x.Denom())
	n.Div(n, new(big.Int).Mul(x.Denom(), big.NewInt(2)))
	return Cents(n.Int64())
}

// decimal prints r with at most that many decimals, commas in the thousands
// and no zeros at the end.
func decimal(r *big.Rat, digits int) string {
	s := r.FloatString(digits)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return group(s)
}

// group puts commas between the thousands of a decimal number.
func group(s string) string {
	whole, frac, has := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if has {
		return whole + "." + frac
	}
	return whole
}
