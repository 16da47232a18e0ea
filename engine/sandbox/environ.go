package sandbox

import "encoding/json"

// environment is process.env as JSON, sorted by name.
func environment(env map[string]string) string {
	if env == nil {
		return "{}"
	}
	b, err := json.Marshal(env) // sorts the keys
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}
