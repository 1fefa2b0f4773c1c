import HTTPTypes
import Hummingbird

/// Which methods each address takes, so that another one is answered with those.
struct RouteMethods: Sendable {
    private struct Route {
        /// Nil for a part that may be anything.
        let parts: [Substring?]
        /// Whether further parts may follow.
        let isOpen: Bool
        var methods: [HTTPRequest.Method]

        /// How many parts are as the address has them; nil where it is another address.
        func likeness(to address: [Substring]) -> Int? {
            guard address.count == parts.count || isOpen && address.count > parts.count else { return nil }
            var count = 0
            for (part, own) in zip(parts, address) {
                guard let part else { continue }
                guard part == own else { return nil }
                count += 1
            }
            return count
        }
    }

    private var routes: [Route] = []

    /// - Parameter router: with all routes.
    init(_ router: Router<PageContext>) {
        var places: [String: Int] = [:]
        for route in router.routes {
            let path = route.path.description
            if let place = places[path] {
                routes[place].methods.append(route.method)
                continue
            }
            places[path] = routes.count
            let parts = path.split(separator: "/")
            let isOpen = parts.last == "**"
            routes.append(
                Route(
                    parts: (isOpen ? parts.dropLast() : parts[...]).map { $0.hasPrefix("{") ? nil : $0 },
                    isOpen: isOpen,
                    methods: [route.method]))
        }
        for place in routes.indices where routes[place].methods.contains(.get) { routes[place].methods.append(.head) }
    }

    /// The methods of an address, in the order of the alphabet; none where there is nothing at it.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        var best: (likeness: Int, methods: [HTTPRequest.Method]) = (-1, [])
        for route in routes {
            guard let likeness = route.likeness(to: parts), likeness > best.likeness else { continue }
            best = (likeness, route.methods)
        }
        return best.methods.sorted { $0.rawValue < $1.rawValue }
    }
}
