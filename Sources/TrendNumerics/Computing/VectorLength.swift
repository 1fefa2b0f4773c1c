extension UnsafeMutableBufferPointer where Element == Float {
    /// Scales a vector to a Euclidean length; zeros stay zeros.
    package func scale(toLength length: Float) {
        var squares: Float = 0
        for value in self { squares += value * value }
        guard squares > 0 else { return }
        let scale = length / squares.squareRoot()
        for index in indices { self[index] *= scale }
    }
}
