package coverage

import (
	"math/rand/v2"
	"testing"
)

const hour = 3600

// reserve is a reservation at the beginning of an hour.
func reserve(family, size, zone string, count int64) *Reservation {
	return &Reservation{family, size, zone, count * Factor(size) * hour}
}

func use(family, size, zone string, seconds int64) *Use {
	return &Use{Family: family, Size: size, Zone: zone, Units: seconds, Rate: 60_000_000 * Factor(size), Per: hour}
}

// AWS's examples (EC2 user guide, how Reserved Instance discounts are applied).
func TestSizesOfAFamily(t *testing.T) {
	for _, c := range []struct {
		name string
		r    *Reservation
		uses []*Use
		want []int64
	}{
		{"a t2.medium covers two t2.small", reserve("t2", "medium", "", 1), []*Use{use("t2", "small", "a", hour), use("t2", "small", "b", hour)}, []int64{hour, hour}},
		{"a t2.medium covers half of a t2.large", reserve("t2", "medium", "", 1), []*Use{use("t2", "large", "a", hour)}, []int64{hour / 2}},
		{"two m4.xlarge cover the small ones first", reserve("m4", "xlarge", "", 2), []*Use{use("m4", "2xlarge", "a", hour), use("m4", "large", "a", hour), use("m4", "large", "b", hour)}, []int64{hour / 2, hour, hour}},
		{"another family is not covered", reserve("m4", "xlarge", "", 2), []*Use{use("m5", "large", "a", hour)}, []int64{0}},
		{"a zonal one covers its size in its zone", reserve("m5", "large", "a", 1), []*Use{use("m5", "large", "b", hour), use("m5", "xlarge", "a", hour), use("m5", "large", "a", hour)}, []int64{0, 0, hour}},
		{"two instances for half an hour are one for an hour", reserve("m5", "large", "", 1), []*Use{use("m5", "large", "a", hour/2), use("m5", "large", "b", hour/2)}, []int64{hour / 2, hour / 2}},
	} {
		Apply(c.uses, []*Reservation{c.r}, nil)
		for i, u := range c.uses {
			if u.Reserved != c.want[i] {
				t.Errorf("%s: use %d has %d s covered, want %d", c.name, i, u.Reserved, c.want[i])
			}
		}
	}
}

func TestPlansTakeWhatReservationsLeave(t *testing.T) {
	u := []*Use{use("m5", "large", "a", hour), use("m5", "large", "b", hour), use("c5", "large", "a", hour)}
	r := reserve("m5", "large", "", 1)
	// Of a price of 9.6 cents an EC2 Instance Savings Plan for a year takes 37 %
	// off: 3.024 cents are half an hour.
	own := &Plan{Family: "m5", Term: 1, Payment: NoUpfront, Left: 302_400_000 * hour}
	all := &Plan{Term: 1, Payment: NoUpfront, Left: 10_000_000_000 * hour}
	Apply(u, []*Reservation{r}, []*Plan{all, own})
	if u[0].Reserved != hour || u[1].Reserved != 0 || u[1].Planned != hour || u[2].Planned != hour {
		t.Errorf("%+v %+v %+v", *u[0], *u[1], *u[2])
	}
	if own.Left != 0 {
		t.Errorf("%d of the plan are left", own.Left)
	}
	// The other half hour and the c5 are the Compute plan's, at 27 % off.
	if want := int64(10_000_000_000*hour - (hour/2+hour)*960_000_000/1000*730); all.Left != want {
		t.Errorf("%d of the Compute plan are left, want %d", all.Left, want)
	}
}

// Lambda comes after instances, for less is taken off.
func TestComputePlansCoverLambdaLast(t *testing.T) {
	lambda := &Use{Units: 1024 * 1000 * 1000, Rate: 166_667, Per: 1024 * 1000} // 1,000 GB-s
	box := use("m5", "large", "a", hour)
	p := &Plan{Term: 1, Payment: NoUpfront, Left: 700_800_000*hour + 166_667*880/1000*hour*500}
	Apply([]*Use{lambda, box}, nil, []*Plan{p})
	if box.Planned != hour || lambda.Planned < lambda.Units*49/100 || lambda.Planned > lambda.Units*51/100 {
		t.Errorf("%d s and %d of %d", box.Planned, lambda.Planned, lambda.Units)
	}
}

// Nothing is covered twice, and nothing covers more than it has.
func TestNothingIsCoveredTwice(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	sizes := []string{"nano", "large", "xlarge", "4xlarge", "metal"}
	families := []string{"m5", "c5", ""}
	for range 2000 {
		var uses []*Use
		for range r.IntN(6) {
			uses = append(uses, use(families[r.IntN(3)], sizes[r.IntN(5)], "a", r.Int64N(hour+1)))
		}
		rs := []*Reservation{reserve(families[r.IntN(2)], sizes[r.IntN(4)], "", r.Int64N(3)), reserve("m5", "large", "a", r.Int64N(2))}
		ps := []*Plan{{Family: families[r.IntN(3)], Term: 3, Payment: AllUpfront, Left: r.Int64N(5_000_000_000) * hour}}
		had := ps[0].Left
		Apply(uses, rs, ps)
		spent := int64(0)
		for _, u := range uses {
			if u.Reserved < 0 || u.Planned < 0 || u.Reserved+u.Planned > u.Units {
				t.Fatalf("%+v", *u)
			}
			spent += u.Planned * ps[0].Rate(u)
		}
		if spent > had || ps[0].Left != had-spent || rs[0].Left < 0 || rs[1].Left < 0 {
			t.Fatalf("%d spent of %d, left %d, %d, %d", spent, had, ps[0].Left, rs[0].Left, rs[1].Left)
		}
	}
}
