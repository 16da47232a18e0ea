package measure

import "math"

// Student is the value that a Student t variable with so many degrees of
// freedom, at least 1, exceeds in size with probability p: exact for 1 and 2,
// and else Hill's series for the inverse (G. W. Hill, Algorithm 396, CACM
// 1970), good to three digits and more from 3 on.
func Student(df int, p float64) float64 {
	n := float64(df)
	switch df {
	case 1:
		return 1 / math.Tan(p*math.Pi/2)
	case 2:
		return math.Sqrt(2/(p*(2-p)) - 2)
	}
	a := 1 / (n - 0.5)
	b := 48 / (a * a)
	c := ((20700*a/b-98)*a-16)*a + 96.36
	d := ((94.5/(b+c)-3)/b + 1) * math.Sqrt(a*math.Pi/2) * n
	y := math.Pow(d*p, 2/n)
	if y > 0.05+a {
		x := -math.Sqrt2 * math.Erfcinv(p)
		y = x * x
		if n < 5 {
			c += 0.3 * (n - 4.5) * (x + 0.6)
		}
		c = (((0.05*d*x-5)*x-7)*x-2)*x + b + c
		y = (((((0.4*y+6.3)*y+36)*y+94.5)/c-y-3)/b + 1) * x
		y = math.Expm1(a * y * y)
		return math.Sqrt(n * y)
	}
	y = ((1/(((n+6)/(n*y)-0.089*d-0.822)*(n+2)*3)+0.5/(n+4))*y-1)*(n+1)/(n+2) + 1/y
	return math.Sqrt(n * y)
}
