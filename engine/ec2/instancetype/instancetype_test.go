package instancetype

import "testing"

// The rows that the facts give (facts/ec2.md 2, 2026-07 and 2026-08) must be
// those of the table; prices in dollars.
func TestTableAgreesWithTheFacts(t *testing.T) {
	for _, c := range []struct {
		name        string
		vcpus, gib2 int // memory in half GiB
		arch        string
		price       float64
	}{
		{"t2.micro", 1, 2, "x86_64", 0.0116}, {"t3.nano", 2, 1, "x86_64", 0.0052}, {"t3.micro", 2, 2, "x86_64", 0.0104},
		{"t4g.medium", 2, 8, "arm64", 0.0336}, {"m5.large", 2, 16, "x86_64", 0.096}, {"m7i.large", 2, 16, "x86_64", 0.1008},
		{"m7i-flex.large", 2, 16, "x86_64", 0.09576}, {"m8g.large", 2, 16, "arm64", 0.08976}, {"c7i.large", 2, 8, "x86_64", 0.08925},
		{"c7g.large", 2, 8, "arm64", 0.0725}, {"r7i.large", 2, 32, "x86_64", 0.1323}, {"x8g.large", 2, 64, "arm64", 0.1954},
		{"u7i-12tb.224xlarge", 896, 24576, "x86_64", 125.58182}, {"i4i.large", 2, 32, "x86_64", 0.172}, {"d3.xlarge", 4, 64, "x86_64", 0.499},
		{"g4dn.xlarge", 4, 32, "x86_64", 0.526}, {"inf2.xlarge", 4, 32, "x86_64", 0.7582}, {"trn1.2xlarge", 8, 64, "x86_64", 1.34375},
		{"p4d.24xlarge", 96, 2304, "x86_64", 21.957642}, {"p5.48xlarge", 192, 4096, "x86_64", 55.04}, {"hpc7g.16xlarge", 64, 256, "arm64", 1.6832},
	} {
		got := Named(c.name)
		if got == nil {
			t.Errorf("there is no %s", c.name)
			continue
		}
		if got.VCPUs != c.vcpus || got.MemoryMiB != c.gib2*512 || got.Architecture() != c.arch || got.Price != int64(c.price*1e10+0.5) {
			t.Errorf("%s is %+v", c.name, got)
		}
	}
}

func TestTableIsWhole(t *testing.T) {
	families := map[string]bool{}
	for i, ty := range All() {
		families[ty.Family()] = true
		if ty.VCPUs <= 0 || ty.Cores <= 0 || ty.Cores > ty.VCPUs || ty.MemoryMiB < 512 || ty.Price <= 0 || ty.Network.PeakGbps < ty.Network.BaselineGbps {
			t.Errorf("row %d: %+v", i, ty)
		}
		if Named(ty.Name) != ty {
			t.Errorf("%s is there twice", ty.Name)
		}
		if ty.Burstable != (ty.Family()[0] == 't' && ty.Family()[1] != 'r') {
			t.Errorf("%s: burstable %v", ty.Name, ty.Burstable)
		}
	}
	for _, f := range []string{"t3", "m7i", "c7g", "r7i", "x8g", "z1d", "i4i", "d3", "h1", "g6", "p5", "inf2", "trn1", "f2", "vt1", "dl1", "hpc7g"} {
		if !families[f] {
			t.Errorf("no family %s", f)
		}
	}
	if d := Named("p5.48xlarge"); len(d.Disks) != 1 || d.Disks[0] != (Disk{8, 3800, "ssd"}) || d.GPUs[0] != (GPU{8, "NVIDIA", "H100", 81920}) || !d.Network.EFA {
		t.Errorf("p5.48xlarge is %+v", d)
	}
}
