package guest

import "time"

// Leak has the first server process hold more memory each second, by so many
// bytes a minute; 0 ends that. What has leaked comes back when the process ends.
func (s *System) Leak(rate int64) {
	idle := s.leaking == 0
	if s.leaking = rate; idle && rate > 0 {
		s.after(time.Second, s.leak)
	}
}

func (s *System) leak() {
	if s.leaking == 0 {
		return
	}
	for _, p := range s.processes {
		if len(p.ports) > 0 {
			s.grow(p, s.leaking/60)
			break
		}
	}
	s.after(time.Second, s.leak)
}
