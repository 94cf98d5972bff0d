"""Use cases: each public function runs inside the caller's one transaction (`Work`) and checks roles."""
