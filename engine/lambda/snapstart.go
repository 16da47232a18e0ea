package lambda

import (
	"math/rand/v2"
	"strings"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// restores are what real restores took, and what of it was billed: REPORT
// lines in public repositories, of 2023-06-02, 2023-07-05, 2024-09-05,
// 2025-05-21 and 2026.
//
// fidelity: lambda.snapstart-restore
var restores = [...]struct{ Took, Billed time.Duration }{
	{325_930 * time.Microsecond, 26 * time.Millisecond},
	{398_970 * time.Microsecond, 182 * time.Millisecond},
	{511_250 * time.Microsecond, 303 * time.Millisecond},
	{562_430 * time.Microsecond, 118 * time.Millisecond},
	{789_640 * time.Microsecond, 163 * time.Millisecond},
}

// snapshotting is how long a version with SnapStart stays Pending after its
// init has been run and a snapshot taken.
//
// fidelity: lambda.snapstart
var snapshotting = sim.Dist{Shape: sim.LogNormal, Mid: 2 * time.Minute, P90: 3 * time.Minute,
	Source: "assumption: AWS says minutes; its waiter asks every 5 s for 26 minutes (6.2 [BC])"}

// restorable refuses SnapStart where AWS does (2.5 [AT]).
func (r *release) restorable() error {
	if !r.SnapStart {
		return nil
	}
	for _, family := range [...]string{"java", "python", "dotnet"} {
		if strings.HasPrefix(r.Runtime, family) && !strings.HasPrefix(r.Runtime, "java8.") && r.Runtime != "python3.11" &&
			r.Runtime != "python3.10" && r.Runtime != "python3.9" {
			if r.TmpMB > defaultTmp {
				return invalid("SnapStart does not support ephemeral storage larger than %d MB.", defaultTmp)
			}
			return nil
		}
	}
	what := r.Runtime
	if r.Image != "" || r.Runtime == "" {
		what = "ContainerImage"
	}
	return invalid("%s is not supported for SnapStart enabled functions.", what)
}

// setSnapStart takes the setting.
func (r *release) setSnapStart(in *SnapStartInput) error {
	if in != nil {
		r.SnapStart = in.ApplyOn == "PublishedVersions"
	}
	return r.restorable()
}

// restored draws how long a restore takes, and what of it is billed.
func (s *Service) restored() (took, charged time.Duration) {
	x := restores[s.kernel.Stream("lambda.restore").IntN(len(restores))]
	return x.Took, x.Billed
}

// cache tells billing that the snapshot of a version is kept, or no longer;
// for Java nothing is charged (2.5).
//
// fidelity: lambda.snapstart-price
func (s *Service) cache(ver *version, kept bool) {
	if !ver.config.SnapStart || ver.Number == 0 || strings.HasPrefix(ver.config.Runtime, "java") {
		return
	}
	mb := 0
	if kept {
		mb = ver.config.MemoryMB
	}
	s.near.Billing.Hold(billing.SnapStartCache, ver.f.Name, ver.label(), int64(mb))
}

// meterRestore books a restore by the memory that is read back.
func (s *Service) meterRestore(v *environment) {
	if !strings.HasPrefix(v.r.Runtime, "java") {
		s.near.Billing.Meter(billing.SnapStartRestore, v.f.Name).AddBase(int64(v.r.MemoryMB))
	}
}

// snapStart is the setting as the API shows it.
func (ver *version) snapStart() *SnapStart {
	out := &SnapStart{ApplyOn: "None", OptimizationStatus: "Off"}
	if ver.config.SnapStart {
		out.ApplyOn = "PublishedVersions"
		if ver.Number > 0 && ver.State == Active {
			out.OptimizationStatus = "On"
		}
	}
	return out
}

// restores tells whether environments of the version start from a snapshot.
func (ver *version) restores() bool { return ver.Number > 0 && ver.serving.SnapStart }

// snapshot begins to make the snapshot of a version that has just been
// published: its init runs, and it is Pending until all is stored.
func (s *Service) snapshot(ver *version) {
	ver.State, ver.LastUpdateStatus = Pending, ""
	s.kernel.After(ver.snapshotTime(s.kernel.Stream("lambda.creation")), FunctionActivated{ver.f.Name, ver.label(), ver.RevisionID})
	s.cache(ver, true)
}

// snapshotTime draws how long a snapshot takes.
func (ver *version) snapshotTime(r *rand.Rand) time.Duration {
	return snapshotting.Sample(r) + ver.serving.initial().Sample(r)
}

// restores tells whether the environment starts from a snapshot.
func (v *environment) restores() bool { return v.prov == nil && v.ver.restores() }

// restore brings the environment up from the version's snapshot: the code
// outside the handler has run when the version was published.
func (s *Service) restore(v *environment) {
	p, err := s.open(v)
	now := s.kernel.Now()
	v.restored, v.charged = s.restored()
	if err != nil {
		s.endPhase(v, now.Add(v.restored), v.unstartable(err))
		return
	}
	v.program = p
	turn := p.Init(now.Wall().UnixNano())
	turn.CPU = 0
	s.run(v, turn, v.restored)
	s.meterRestore(v)
}

// restoreStartLine announces an environment from a snapshot (AWS docs,
// "Monitoring for Lambda SnapStart").
func restoreStartLine(r *release) string {
	return "RESTORE_START Runtime Version: " + runtimes[r.Runtime].version(r.Runtime) + "\tRuntime Version ARN: " + runtimes[r.Runtime].arn()
}

// first is what the first request of an environment takes beyond later ones,
// nothing in one that was restored: that a snapshot holds what the first
// request would have loaded is an assumption.
func (v *environment) first(rules Rules) time.Duration {
	if v.restored > 0 {
		return 0
	}
	return v.r.language().first(v.r.vcpu(rules))
}
