package lambda

import "skylab/engine/aws"

// target is what a name with a qualifier means: a version, by itself or
// through an alias.
type target struct {
	f *function
	// ver is the version; of an alias, the primary one.
	ver   *version
	alias *alias
	// Qualifier is as the caller gave it: "", "$LATEST", a number or an alias.
	Qualifier string
}

// arn is the ARN of what was named, with the qualifier if there was one.
func (t target) arn() string {
	if t.Qualifier == "" {
		return t.f.ARN
	}
	return t.f.ARN + ":" + t.Qualifier
}

// own is the qualifier under which policies and settings are kept: $LATEST has
// none of its own.
func (t target) own() string {
	if t.Qualifier == latest {
		return ""
	}
	return t.Qualifier
}

// versions are those that its requests run on: of an alias perhaps two.
func (t target) versions() []*version {
	if t.alias == nil {
		return []*version{t.ver}
	}
	out := []*version{t.f.version(t.alias.Version)}
	if t.alias.Other != "" {
		out = append(out, t.f.version(t.alias.Other))
	}
	return out
}

// policy is the resource policy that decides about the target.
func (t target) policy() *policy { return t.f.policy(t.own()) }

// find is what an operation's FunctionName and Qualifier mean, or AWS's error.
func (s *Service) find(functionName, qualifier string) (target, error) {
	n, err := parseName(functionName, qualifier)
	if err != nil {
		return target{}, err
	}
	t, ok := s.lookup(n)
	if !ok {
		return target{}, notFound(n.arn())
	}
	return t, nil
}

func (s *Service) lookup(n name) (target, bool) {
	f := s.functions[n.Function]
	if f == nil {
		return target{}, false
	}
	t := target{f: f, Qualifier: n.Qualifier}
	if a := f.aliases[n.Qualifier]; a != nil {
		t.alias = a
		t.ver = f.version(a.Version)
	} else {
		t.ver = f.version(n.Qualifier)
	}
	return t, t.ver != nil
}

// findAlias is find in the words of operations on what an alias has of its
// own: they say of an alias that it does not exist.
func (s *Service) findAlias(functionName, qualifier string) (target, error) {
	n, err := parseName(functionName, qualifier)
	if err != nil {
		return target{}, err
	}
	t, ok := s.lookup(n)
	switch {
	case ok:
		return t, nil
	case s.functions[n.Function] != nil && aliasName(n.Qualifier):
		return t, noAlias(n.arn())
	}
	return t, notFound(n.arn())
}

// named is a function that an operation names without a qualifier.
func (s *Service) named(functionName string) (*function, error) {
	n, err := parseName(functionName, "")
	if err != nil {
		return nil, err
	}
	f := s.functions[n.Function]
	if f == nil {
		return nil, notFound(functionARN(n.Function))
	}
	return f, nil
}

// draw is the version that serves a request: for an alias with two, by lot
// for each request (1.5 [OLD]).
//
// fidelity: lambda.weighted-alias
func (s *Service) draw(t target) *version {
	a := t.alias
	if a == nil {
		return t.ver
	}
	label := a.Version
	if a.Other != "" && s.kernel.Stream("lambda.routing").Float64() < a.Weight {
		label = a.Other
	}
	if ver := t.f.version(label); ver != nil {
		return ver
	}
	return t.ver // deleted since, with its alias
}

func notFound(arn string) *aws.Error {
	return refuse(404, "ResourceNotFoundException", "Function not found: %s", arn)
}

func noAlias(arn string) *aws.Error {
	return refuse(404, "ResourceNotFoundException", "Cannot find alias arn: %s", arn)
}

// noResource is AWS's answer about what a function does not have.
func noResource() *aws.Error {
	return refuse(404, "ResourceNotFoundException", "The resource you requested does not exist.")
}
