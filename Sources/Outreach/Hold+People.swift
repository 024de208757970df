extension Hold {
    /// The hold with everybody who is in its subject now: who joins while it is held is bound from then on.
    func extended(by states: [SubjectState]) -> Hold {
        guard isActive, let state = states.first(where: targets), !state.people.isEmpty else { return self }
        var hold = self
        let bound = Set(people).union(state.people)
        if bound.count > people.count { hold.people = bound.sorted() }
        return hold
    }
}
